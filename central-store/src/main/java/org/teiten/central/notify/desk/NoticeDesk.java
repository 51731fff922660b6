// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.format.Notice;
import org.teiten.central.notify.format.NoticeForms;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeJournal;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.notify.select.Selection;

/**
 * Where notices are written, read, approved and answered. Nothing leaves from here without an
 * approval, which is bound to the bytes that were approved.
 */
public final class NoticeDesk implements AutoCloseable {
  /** What recipients can say of a source. */
  public static final Set<String> OUTCOMES = Set.of("cleaned", "false", "malware", "none");

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final NoticeConfig config;
  private final ContactBook contacts;
  private final Clock clock;
  private final NoticeJournal journal;

  private NoticeDesk(
      Path folder, NoticeConfig config, ContactBook contacts, Clock clock, NoticeJournal journal) {
    this.folder = folder;
    this.config = config;
    this.contacts = contacts;
    this.clock = clock;
    this.journal = journal;
  }

  /**
   * Opens it; one process has it at a time.
   *
   * @param folder of notices
   * @throws IOException if another process has it, or the journal was changed
   */
  public static NoticeDesk open(Path folder, NoticeConfig config, ContactBook contacts, Clock clock)
      throws IOException {
    return new NoticeDesk(folder, config, contacts, clock, NoticeJournal.open(folder, clock));
  }

  /**
   * What became of a selection.
   *
   * @param notices that were drafted, one an organisation
   * @param alreadyTold sources left out: nothing new was seen of them since they were told
   * @param nobody sources that a human must decide about
   */
  public record Drafted(List<NoticeState> notices, long alreadyTold, long nobody) {}

  /**
   * Writes one notice an organisation. An open draft to the same one is taken up into it.
   *
   * @param reason what it is about, null if nothing is to be said
   * @param zone of the times in the text
   * @throws IllegalArgumentException if no sender is configured
   */
  public Drafted draft(Selection selection, String reason, ZoneId zone, String who)
      throws IOException {
    NoticeConfig.Sender sender =
        config
            .sender()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "nobody is configured to send notices; set notices.sender"));
    Map<String, List<NoticedSource>> byOrganisation =
        selection.sources().stream()
            .filter(source -> source.organisation() != null)
            .collect(
                Collectors.groupingBy(
                    NoticedSource::organisation, LinkedHashMap::new, Collectors.toList()));
    List<NoticeState> drafted = new ArrayList<>();
    long told = 0;
    for (Map.Entry<String, List<NoticedSource>> each : byOrganisation.entrySet()) {
      Map<String, Instant> before = lastTold(each.getKey());
      List<NoticedSource> fresh =
          each.getValue().stream()
              .filter(one -> one.last().isAfter(before.getOrDefault(one.address(), Instant.MIN)))
              .toList();
      told += each.getValue().size() - fresh.size();
      if (!fresh.isEmpty()) {
        Organisation to = contacts.organisation(each.getKey()).orElseThrow();
        drafted.add(draft(to, sender, fresh, selection.simulated(), reason, zone, who));
      }
    }
    long nobody = selection.sources().stream().filter(one -> one.organisation() == null).count();
    return new Drafted(drafted, told, nobody);
  }

  private NoticeState draft(
      Organisation to,
      NoticeConfig.Sender sender,
      List<NoticedSource> fresh,
      boolean simulated,
      String reason,
      ZoneId zone,
      String who)
      throws IOException {
    List<NoticeState> open =
        list().stream()
            .filter(one -> one.status() == Status.DRAFT)
            .filter(one -> one.organisation().equals(to.id().text()))
            .toList();
    Map<String, NoticedSource> sources = new LinkedHashMap<>();
    boolean anySimulated = simulated;
    for (NoticeState one : open) {
      NoticeFolder.About about = of(one.id()).about();
      anySimulated |= about.simulated();
      about.sources().forEach(source -> sources.put(source.address(), source));
    }
    fresh.forEach(source -> sources.merge(source.address(), source, Merging::join));
    String id = nextId();
    Notice notice =
        new Notice(
            id,
            to,
            sender,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            reason,
            zone,
            anySimulated,
            sources.values().stream()
                .sorted(Comparator.comparingLong(NoticedSource::packets).reversed())
                .toList());
    of(id).write(notice, new NoticeForms(config.templates()).write(notice));
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("organisation", to.id().text());
    detail.put("sources", Integer.toString(sources.size()));
    if (reason != null) {
      detail.put("reason", reason);
    }
    journal.add(who, NoticeEvent.DRAFTED, id, detail);
    for (NoticeState one : open) {
      journal.add(who, NoticeEvent.WITHDRAWN, one.id(), Map.of("reason", "taken up into " + id));
    }
    return states().get(id);
  }

  private String nextId() throws IOException {
    String day = "n" + DAY.format(clock.instant()) + "-";
    int number = states().size() + 1;
    while (Files.exists(folder.resolve(day + number))) {
      number++; // a process died between the folder and its entry
    }
    return day + number;
  }

  /** The last packet of each source that the organisation was told of, or is about to be. */
  private Map<String, Instant> lastTold(String organisation) throws IOException {
    Map<String, Instant> last = new LinkedHashMap<>();
    for (NoticeState one : list()) {
      if (one.organisation().equals(organisation)
          && one.status() != Status.DRAFT
          && one.status() != Status.WITHDRAWN
          && one.status() != Status.BOUNCED) {
        for (NoticedSource source : of(one.id()).about().sources()) {
          last.merge(source.address(), source.last(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    }
    return last;
  }

  /**
   * Lets notices go out as their files are now.
   *
   * @param confirmedSources how many sources they are about together, where that is more than
   *     configured; else ignored
   * @param confirmedRecipients how many organisations are told, likewise
   * @throws IllegalArgumentException if there is no such draft, or a number must be confirmed
   */
  public void approve(
      Collection<String> ids,
      String who,
      Optional<Long> confirmedSources,
      Optional<Long> confirmedRecipients)
      throws IOException {
    List<NoticeState> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(require(id, Set.of(Status.DRAFT)));
    }
    long sources = chosen.stream().mapToLong(NoticeState::sources).sum();
    confirm(sources, config.mostSources(), confirmedSources, "sources");
    long recipients = chosen.stream().map(NoticeState::organisation).distinct().count();
    confirm(recipients, config.mostRecipients(), confirmedRecipients, "recipients");
    for (NoticeState one : chosen) {
      of(one.id()).mail();
    }
    for (NoticeState one : chosen) {
      journal.add(who, NoticeEvent.APPROVED, one.id(), Map.of("sha256", of(one.id()).digest()));
    }
  }

  private static void confirm(long count, int most, Optional<Long> confirmed, String what) {
    if (count > most && !confirmed.equals(Optional.of(count))) {
      throw new IllegalArgumentException(
          "these notices go to or are about "
              + count
              + " "
              + what
              + ", more than "
              + most
              + "; if that is meant, say so with --"
              + what
              + " "
              + count);
    }
  }

  /**
   * Takes a notice back that has not gone out.
   *
   * @throws IllegalArgumentException if there is none
   */
  public void withdraw(String id, String who, String reason) throws IOException {
    require(id, Set.of(Status.DRAFT, Status.APPROVED));
    journal.add(who, NoticeEvent.WITHDRAWN, id, Map.of("reason", reason));
  }

  /**
   * Says whether a notice arrived of which that is not known.
   *
   * @throws IllegalArgumentException if there is none
   */
  public void settle(String id, boolean arrived, String who) throws IOException {
    require(id, Set.of(Status.UNCERTAIN));
    journal.add(who, NoticeEvent.SETTLED, id, Map.of("outcome", arrived ? "arrived" : "again"));
  }

  /**
   * Records what a recipient said.
   *
   * @param outcome one of {@link #OUTCOMES}
   * @param source of the notice, null for all of them
   * @param note null for none
   * @throws IllegalArgumentException if the notice did not go out, or has no such source
   */
  public void answer(String id, String outcome, String source, String note, String who)
      throws IOException {
    require(id, Set.of(Status.SENT, Status.DELIVERED, Status.ANSWERED, Status.UNCERTAIN));
    if (!OUTCOMES.contains(outcome)) {
      throw new IllegalArgumentException(
          "'" + outcome + "' is no outcome; write cleaned, false, malware or none");
    }
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("outcome", outcome);
    if (source != null) {
      if (of(id).about().sources().stream().noneMatch(one -> one.address().equals(source))) {
        throw new IllegalArgumentException(id + " is not about " + source);
      }
      detail.put("source", source);
    }
    if (note != null) {
      detail.put("note", note);
    }
    journal.add(who, NoticeEvent.ANSWERED, id, detail);
  }

  private NoticeState require(String id, Set<Status> allowed) {
    NoticeState state = states().get(id);
    if (state == null) {
      throw new IllegalArgumentException(
          "no notice is called '" + id + "'; list them with: teiten-central notices list");
    }
    if (!allowed.contains(state.status())) {
      throw new IllegalArgumentException(
          id
              + " is "
              + state.status().label()
              + "; this needs one that is "
              + allowed.stream().map(Status::label).sorted().collect(Collectors.joining(" or ")));
    }
    return state;
  }

  private Map<String, NoticeState> states() {
    return NoticeState.of(journal.entries());
  }

  /** All notices, in the order in which they were drafted. */
  public List<NoticeState> list() {
    return List.copyOf(states().values());
  }

  /**
   * Folder of a notice's files.
   *
   * @throws IllegalArgumentException if there is no such notice
   */
  public Path files(String id) {
    require(id, Set.of(Status.values()));
    return of(id).path();
  }

  /** The journal. */
  public NoticeJournal journal() {
    return journal;
  }

  NoticeFolder of(String id) {
    return new NoticeFolder(folder.resolve(id));
  }

  ContactBook contacts() {
    return contacts;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
