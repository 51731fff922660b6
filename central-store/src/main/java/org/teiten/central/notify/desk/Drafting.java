// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.format.Notice;
import org.teiten.central.notify.format.NoticeForms;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.notify.select.Selection;

/** From a selection to notices, one an organisation, each with what is new to it. */
final class Drafting {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private final NoticeDesk desk;
  private final NoticeConfig config;
  private final ZoneId zone;

  /**
   * At a desk.
   *
   * @param zone of the times in the text
   */
  Drafting(NoticeDesk desk, NoticeConfig config, ZoneId zone) {
    this.desk = desk;
    this.config = config;
    this.zone = zone;
  }

  /**
   * Writes them.
   *
   * @param reason what it is about, null if nothing is to be said
   * @throws IllegalArgumentException if no sender is configured
   */
  NoticeDesk.Drafted draft(Selection selection, String reason, String who) throws IOException {
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
        Organisation to = desk.contacts().organisation(each.getKey()).orElseThrow();
        drafted.add(draft(to, sender, fresh, selection, reason, who));
      }
    }
    long nobody = selection.sources().stream().filter(one -> one.organisation() == null).count();
    RuleApproval.Ruled ruled = new RuleApproval(desk, config).approve(drafted);
    List<NoticeState> now = drafted.stream().map(one -> desk.states().get(one.id())).toList();
    return new NoticeDesk.Drafted(now, told, nobody, ruled.approved(), ruled.braked());
  }

  private NoticeState draft(
      Organisation to,
      NoticeConfig.Sender sender,
      List<NoticedSource> fresh,
      Selection selection,
      String reason,
      String who)
      throws IOException {
    List<NoticeState> open =
        desk.list().stream()
            .filter(one -> one.status() == Status.DRAFT)
            .filter(one -> one.organisation().equals(to.id().text()))
            .toList();
    Map<String, NoticedSource> sources = new LinkedHashMap<>();
    boolean simulated = selection.simulated();
    Set<String> reasons = new LinkedHashSet<>();
    Map<String, ChosenPhenomenon> phenomena = new LinkedHashMap<>();
    for (NoticeState one : open) {
      NoticeFolder.About taken = desk.of(one.id()).about();
      simulated |= taken.simulated();
      Optional.ofNullable(taken.reason()).ifPresent(reasons::add);
      taken.phenomena().forEach(each -> phenomena.put(each.id(), each));
      taken.sources().forEach(source -> sources.put(source.address(), source));
    }
    fresh.forEach(source -> sources.merge(source.address(), source, Merging::join));
    Optional.ofNullable(reason).ifPresent(reasons::add);
    Optional.ofNullable(selection.question().phenomenon())
        .ifPresent(each -> phenomena.put(each.id(), each));
    String about = reasons.isEmpty() ? null : String.join("; ", reasons);
    String id = nextId();
    Notice notice =
        new Notice(
            id,
            to,
            sender,
            desk.clock().instant().truncatedTo(ChronoUnit.SECONDS),
            about,
            List.copyOf(phenomena.values()),
            zone,
            simulated,
            sources.values().stream()
                .sorted(Comparator.comparingLong(NoticedSource::packets).reversed())
                .toList());
    desk.of(id).write(notice, new NoticeForms(config.templates()).write(notice));
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("organisation", to.id().text());
    detail.put("sources", Integer.toString(sources.size()));
    if (about != null) {
      detail.put("reason", about);
    }
    if (!phenomena.isEmpty()) {
      detail.put("phenomena", String.join(" ", phenomena.keySet()));
    }
    desk.journal().add(who, NoticeEvent.DRAFTED, id, detail);
    for (NoticeState one : open) {
      desk.journal()
          .add(who, NoticeEvent.WITHDRAWN, one.id(), Map.of("reason", "taken up into " + id));
    }
    return desk.states().get(id);
  }

  private String nextId() throws IOException {
    String day = "n" + DAY.format(desk.clock().instant()) + "-";
    int number = desk.states().size() + 1;
    while (Files.exists(desk.of(day + number).path())) {
      number++; // a process died between the folder and its entry
    }
    return day + number;
  }

  /** The last packet of each source that the organisation was told of, or is about to be. */
  private Map<String, Instant> lastTold(String organisation) throws IOException {
    Map<String, Instant> last = new LinkedHashMap<>();
    for (NoticeState one : desk.list()) {
      if (one.organisation().equals(organisation)
          && one.status() != Status.DRAFT
          && one.status() != Status.WITHDRAWN
          && one.status() != Status.BOUNCED) {
        for (NoticedSource source : desk.of(one.id()).about().sources()) {
          last.merge(source.address(), source.last(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    }
    return last;
  }
}
