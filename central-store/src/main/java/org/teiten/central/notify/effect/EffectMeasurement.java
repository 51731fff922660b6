// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.teiten.central.enrich.SpecialPurpose;
import org.teiten.central.knowledge.ResearchScanner;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.desk.SentNotice;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.store.EffectQuestions;
import org.teiten.central.store.PortKey;
import org.teiten.flowtuple.IpAddress;

/** From sent notices to what they did. */
public final class EffectMeasurement {
  private final Path folder;
  private final ContactBook contacts;
  private final List<ResearchScanner> scanners;

  /**
   * With what it needs to know.
   *
   * @param folder of notices
   * @param contacts names of recipients
   * @param scanners those who survey openly stand for nobody
   */
  public EffectMeasurement(Path folder, ContactBook contacts, List<ResearchScanner> scanners) {
    this.folder = folder;
    this.contacts = contacts;
    this.scanners = List.copyOf(scanners);
  }

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if there is no such notice, or it did not go out
   */
  public EffectAnswer measure(Connection connection, EffectQuestion question)
      throws SQLException, IOException {
    List<SentNotice> sent = SentNotice.all(folder);
    List<SentNotice> meant = sent.stream().filter(question::means).toList();
    if (meant.isEmpty() && question.notice() != null) {
      throw new IllegalArgumentException(
          "no notice that went out is called '"
              + question.notice()
              + "'; list them with: teiten-central notices list");
    }
    Map<IpAddress, SentNotice> first = new HashMap<>();
    for (SentNotice one : sent) {
      one.sources().forEach(source -> first.putIfAbsent(IpAddress.parse(source.address()), one));
    }
    List<NoticeCase> cases = new ArrayList<>();
    long toldBefore = 0;
    for (SentNotice notice : meant) {
      for (NoticedSource source : notice.sources()) {
        IpAddress address = IpAddress.parse(source.address());
        Optional<PortKey> port = NoticedPort.of(source);
        if (!first.get(address).id().equals(notice.id())) {
          toldBefore++;
        } else if (port.isPresent()) {
          cases.add(new NoticeCase(notice, source, address, port.get()));
        }
      }
    }
    Optional<Instant> end = new EffectQuestions(connection).end();
    List<Outcome> outcomes = outcomes(connection, cases, first, end.orElse(Instant.MIN));
    return new EffectAnswer(
        question,
        end.orElse(null),
        meant.stream().anyMatch(SentNotice::simulated),
        toldBefore,
        sum(outcomes, null, null),
        groups(outcomes, question.by()),
        outcomes.stream().map(EffectMeasurement::state).toList());
  }

  private List<Outcome> outcomes(
      Connection connection, List<NoticeCase> cases, Map<IpAddress, SentNotice> first, Instant end)
      throws SQLException {
    Map<IpAddress, Instant> firstTold = new HashMap<>();
    first.forEach((address, notice) -> firstTold.put(address, notice.sent()));
    CaseGroup.Frame frame =
        new CaseGroup.Frame(connection, end, firstTold, this::mayCompare, new Matching());
    Map<Instant, List<NoticeCase>> byHour =
        cases.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.notice().sent().truncatedTo(ChronoUnit.HOURS),
                    TreeMap::new,
                    Collectors.toList()));
    List<Outcome> outcomes = new ArrayList<>();
    for (Map.Entry<Instant, List<NoticeCase>> group : byHour.entrySet()) {
      outcomes.addAll(new CaseGroup(group.getKey(), group.getValue()).outcomes(frame));
    }
    return outcomes;
  }

  private boolean mayCompare(IpAddress address) {
    return !SpecialPurpose.contains(address.version(), address.high(), address.low())
        && scanners.stream().noneMatch(scanner -> scanner.has(address));
  }

  private List<Effect> groups(List<Outcome> outcomes, EffectQuestion.By by) {
    Map<String, List<Outcome>> groups =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(one -> one.of().key(by), TreeMap::new, Collectors.toList()));
    List<Effect> effects = new ArrayList<>();
    groups.forEach(
        (key, ofGroup) ->
            effects.add(sum(ofGroup, key, by == EffectQuestion.By.RECIPIENT ? name(key) : key)));
    effects.sort(Comparator.comparingLong(Effect::sources).reversed());
    return effects;
  }

  private static Effect sum(List<Outcome> outcomes, String key, String name) {
    Map<String, Long> answers = new TreeMap<>();
    outcomes.forEach(one -> answers.merge(one.of().answer(), 1L, Long::sum));
    return new EffectSum(outcomes.stream().map(Outcome::fate).toList())
        .of(
            key,
            name,
            outcomes.stream().map(one -> one.of().notice().id()).distinct().count(),
            answers);
  }

  private String name(String organisation) {
    return contacts.organisation(organisation).map(Organisation::name).orElse(organisation);
  }

  private static EffectAnswer.CaseState state(Outcome outcome) {
    NoticeCase of = outcome.of();
    Fate fate = outcome.fate();
    Followed followed = fate.followed();
    return new EffectAnswer.CaseState(
        of.source().address(),
        of.notice().id(),
        of.notice().organisation(),
        of.source().country(),
        NoticedPort.text(of.port()),
        of.notice().sent(),
        switch (fate.state()) {
          case FOLLOWED -> followed.silent() ? "silent" : "active";
          case SILENT_BEFORE -> "silent_before";
          case TOO_EARLY -> "too_early";
        },
        followed == null ? null : followed.days(),
        followed != null && followed.returned(),
        fate.comparable().size(),
        of.answer());
  }
}
