// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.journal.JournalInUseException;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeJournal;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.Selection;

/**
 * Where notices are written, read, approved and answered. Nothing leaves from here without an
 * approval, which is bound to the bytes that were approved.
 */
public final class NoticeDesk implements AutoCloseable {
  /** What recipients can say of a source. */
  public static final Set<String> OUTCOMES = Set.of("cleaned", "false", "malware", "none");

  private static final Duration DAY = Duration.ofDays(1);

  /** Detail of an approval that no human gave. */
  static final String RULE = "rule";

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
   * Opens it, and waits for whoever has it.
   *
   * @param patience how long
   * @throws JournalInUseException if another still has it
   * @throws IOException if the journal was changed
   */
  public static NoticeDesk openWhenFree(
      Path folder, NoticeConfig config, ContactBook contacts, Clock clock, Duration patience)
      throws IOException {
    return new NoticeDesk(
        folder, config, contacts, clock, NoticeJournal.openWhenFree(folder, clock, patience));
  }

  /**
   * What became of a selection.
   *
   * @param notices that were drafted, one an organisation
   * @param alreadyTold sources left out: nothing new was seen of them since they were told
   * @param nobody sources that a human must decide about
   * @param approved which rule approved which of them, by its id
   * @param braked those that a rule would have approved, but for the brake
   */
  public record Drafted(
      List<NoticeState> notices,
      long alreadyTold,
      long nobody,
      Map<String, String> approved,
      List<String> braked) {}

  /**
   * Writes one notice an organisation. An open draft to the same one is taken up into it.
   *
   * @param reason what it is about, null if nothing is to be said
   * @param zone of the times in the text
   * @throws IllegalArgumentException if no sender is configured
   */
  public Drafted draft(Selection selection, String reason, ZoneId zone, String who)
      throws IOException {
    return new Drafting(this, config, zone).draft(selection, reason, who);
  }

  /**
   * Lets notices go out as their files are now. Those that the same person approved within a day
   * count with them, so that one by one is no way past what must be confirmed.
   *
   * @param confirmedSources how many sources all these are about together, where that is more than
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
    List<NoticeState> all = new ArrayList<>(chosen);
    approvedWithinADay()
        .filter(one -> one.approval().who().equals(who) && one.status() != Status.WITHDRAWN)
        .forEach(all::add);
    long sources = all.stream().mapToLong(NoticeState::sources).sum();
    confirm(sources, config.mostSources(), confirmedSources, "sources");
    long recipients = all.stream().map(NoticeState::organisation).distinct().count();
    confirm(recipients, config.mostRecipients(), confirmedRecipients, "recipients");
    for (NoticeState one : chosen) {
      of(one.id()).mail();
    }
    for (NoticeState one : chosen) {
      journal.add(who, NoticeEvent.APPROVED, one.id(), Map.of("sha256", of(one.id()).digest()));
    }
  }

  /** Those that somebody or a rule approved within 24 hours. */
  Stream<NoticeState> approvedWithinADay() {
    Instant since = clock.instant().minus(DAY);
    return list().stream()
        .filter(one -> one.approval() != null && one.approval().time().isAfter(since));
  }

  /** Approves a draft whose files nobody changed since it was written. */
  void approveByRule(String id, String rule) throws IOException {
    require(id, Set.of(Status.DRAFT));
    journal.add(
        "rule " + rule, NoticeEvent.APPROVED, id, Map.of("sha256", of(id).digest(), RULE, rule));
  }

  private static void confirm(long count, int most, Optional<Long> confirmed, String what) {
    if (count > most && !confirmed.equals(Optional.of(count))) {
      throw new IllegalArgumentException(
          "these notices, with those that you approved within 24 hours, go to or are about "
              + count
              + " "
              + what
              + ", more than "
              + most
              + "; if that is meant, say so with --"
              + what
              + " "
              + count
              + " (over HTTP as "
              + what
              + " in the body)");
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

  /**
   * Says whether a phenomenon is one, for the journal.
   *
   * @param note null for none
   */
  public void judge(ChosenPhenomenon phenomenon, boolean confirmed, String note, String who)
      throws IOException {
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("kind", phenomenon.kind());
    detail.put("port", phenomenon.port());
    detail.put("start", phenomenon.start());
    if (phenomenon.country() != null) {
      detail.put("country", phenomenon.country());
    }
    if (note != null) {
      detail.put("note", note);
    }
    journal.add(
        who, confirmed ? NoticeEvent.CONFIRMED : NoticeEvent.DISMISSED, phenomenon.id(), detail);
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

  Map<String, NoticeState> states() {
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
