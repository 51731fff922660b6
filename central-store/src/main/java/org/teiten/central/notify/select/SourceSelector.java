// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.teiten.central.analyse.PortWords;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.enrich.SpecialPurpose;
import org.teiten.central.knowledge.ResearchScanner;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorTable;
import org.teiten.central.store.SourceQuestions;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.TrafficClass;

/** From a question to the sources that can be meant, with evidence, and who is told about each. */
public final class SourceSelector {
  private static final int MOST = 100_000;
  private static final Comparator<SourceQuestions.Sent> LOUDEST =
      Comparator.comparingLong(SourceQuestions.Sent::packets)
          .reversed()
          .thenComparing(SourceQuestions.Sent::address);

  private final Rankings rankings;
  private final ContactBook contacts;
  private final List<ResearchScanner> scanners;

  /**
   * With what it needs to know.
   *
   * @param rankings tells the coverage of a period
   */
  public SourceSelector(Rankings rankings, ContactBook contacts, List<ResearchScanner> scanners) {
    this.rankings = rankings;
    this.contacts = contacts;
    this.scanners = List.copyOf(scanners);
  }

  /**
   * Selects.
   *
   * @throws IllegalArgumentException if there is no such group of sensors
   */
  public Selection select(Connection connection, SelectionQuestion question)
      throws SQLException, IOException {
    return select(connection, question, any -> true);
  }

  /**
   * Selects from the sources of some organisations, as if there were no others.
   *
   * @param mine by the id of the organisation that is told about a source, null if nobody is
   * @throws IllegalArgumentException if there is no such group of sensors
   */
  public Selection select(Connection connection, SelectionQuestion question, Predicate<String> mine)
      throws SQLException, IOException {
    RankQuestion ranking = question.ranking();
    RankAnswer frame = rankings.observed(connection, ranking);
    SourceQuestions questions =
        new SourceQuestions(
            connection,
            ranking.period().start(),
            ranking.period().end(),
            ranking.filter(),
            sensors(connection, question.group()),
            question.networks());
    Choice choice = new Choice(question, mine);
    questions.sent(choice::add);
    List<SourceQuestions.Sent> chosen = choice.chosen();
    Map<IpAddress, List<Evidence>> evidence = new HashMap<>();
    questions.seen(
        chosen.stream().map(SourceQuestions.Sent::address).toList(),
        question.lines(),
        seen -> evidence.computeIfAbsent(seen.address(), any -> new ArrayList<>()).add(line(seen)));
    List<NoticedSource> sources =
        chosen.stream()
            .map(one -> source(one, evidence.getOrDefault(one.address(), List.of())))
            .sorted(
                Comparator.comparing(
                    NoticedSource::organisation, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    return new Selection(
        question,
        frame.coverage(),
        frame.originDatabases(),
        frame.simulated(),
        told(sources),
        choice.leftOut(),
        sources);
  }

  private static List<Integer> sensors(Connection connection, String group) throws SQLException {
    return group == null
        ? null
        : SensorTable.all(connection).stream()
            .filter(sensor -> sensor.group().equals(group))
            .map(Sensor::number)
            .toList();
  }

  private NoticedSource source(SourceQuestions.Sent sent, List<Evidence> evidence) {
    Optional<ContactBook.Match> match = match(sent);
    return new NoticedSource(
        sent.address().toString(),
        sent.country(),
        sent.network(),
        sent.packets(),
        sent.sensors(),
        sent.first(),
        sent.last(),
        sent.marks(),
        evidence,
        match.map(one -> one.organisation().id().text()).orElse(null),
        match.map(one -> one.by().label()).orElse(null));
  }

  private String organisation(SourceQuestions.Sent sent) {
    return sent.address() == null
        ? null
        : match(sent).map(one -> one.organisation().id().text()).orElse(null);
  }

  private Optional<ContactBook.Match> match(SourceQuestions.Sent sent) {
    return contacts.find(sent.address(), sent.network(), sent.country());
  }

  private List<Selection.Told> told(List<NoticedSource> sources) {
    Map<String, long[]> sums = new TreeMap<>();
    long[] nobody = new long[2];
    for (NoticedSource source : sources) {
      long[] sum =
          source.organisation() == null
              ? nobody
              : sums.computeIfAbsent(source.organisation(), any -> new long[2]);
      sum[0]++;
      sum[1] += source.packets();
    }
    List<Selection.Told> told = new ArrayList<>();
    sums.forEach(
        (id, sum) -> {
          String name = contacts.organisation(id).map(Organisation::name).orElse(id);
          told.add(new Selection.Told(id, name, sum[0], sum[1]));
        });
    told.sort(Comparator.comparingLong(Selection.Told::sources).reversed());
    if (nobody[0] > 0) {
      told.add(new Selection.Told(null, null, nobody[0], nobody[1]));
    }
    return told;
  }

  private static Evidence line(SourceQuestions.Seen seen) {
    String protocol = PortWords.protocol(seen.protocol());
    return new Evidence(
        seen.time(),
        seen.clock(),
        seen.clockErrorMicros() < 0 ? null : seen.clockErrorMicros(),
        seen.sourcePort(),
        protocol == null ? Integer.toString(seen.protocol()) : protocol,
        seen.port(),
        seen.icmpType(),
        seen.icmpCode(),
        seen.trafficType(),
        seen.mark().equals(Fingerprint.NONE.label()) ? null : seen.mark(),
        seen.packets(),
        seen.ttl(),
        seen.stackSignature());
  }

  /** Sorts out what cannot be meant, and counts it. */
  private final class Choice {
    private final SelectionQuestion question;
    private final Predicate<String> mine;
    private final IpPrefix prefix;
    private final List<SourceQuestions.Sent> meant = new ArrayList<>();
    private final Map<Reason, long[]> leftOut = new EnumMap<>(Reason.class);

    Choice(SelectionQuestion question, Predicate<String> mine) {
      this.question = question;
      this.mine = mine;
      this.prefix = question.prefix() == null ? null : IpPrefix.parse(question.prefix());
    }

    void add(SourceQuestions.Sent sent) {
      if (sent.address() != null && prefix != null && !prefix.contains(sent.address())) {
        return;
      }
      if (!mine.test(organisation(sent))) {
        return;
      }
      Reason reason = reason(sent);
      if (reason == null) {
        meant.add(sent);
      } else {
        leaveOut(reason, sent);
      }
    }

    private void leaveOut(Reason reason, SourceQuestions.Sent sent) {
      long[] sum = leftOut.computeIfAbsent(reason, any -> new long[2]);
      sum[0] += sent.address() == null ? sent.sources() : 1;
      sum[1] += sent.packets();
    }

    private Reason reason(SourceQuestions.Sent sent) {
      if (sent.trafficClass().equals(TrafficClass.BACKSCATTER.label())) {
        return Reason.BACKSCATTER;
      } else if (!sent.trafficClass().equals(TrafficClass.SCAN.label())) {
        return Reason.NOT_A_SCAN;
      } else if (sent.address() == null) {
        return Reason.NO_ADDRESS;
      }
      IpAddress address = sent.address();
      if (SpecialPurpose.contains(address.version(), address.high(), address.low())) {
        return Reason.SPECIAL_ADDRESS;
      } else if (!question.researchScanners() && surveys(address)) {
        return Reason.RESEARCH_SCANNER;
      } else if (sent.packets() == 1) {
        return question.singlePackets() ? null : Reason.SINGLE_PACKET;
      }
      return sent.packets() < question.leastPackets() ? Reason.TOO_LITTLE : null;
    }

    private boolean surveys(IpAddress address) {
      return scanners.stream().anyMatch(scanner -> scanner.has(address));
    }

    /** The loudest first; what is past the bound is counted as left out. */
    List<SourceQuestions.Sent> chosen() {
      meant.sort(LOUDEST);
      for (int i = MOST; i < meant.size(); i++) {
        leaveOut(Reason.PAST_LIMIT, meant.get(i));
      }
      return meant.subList(0, Math.min(MOST, meant.size()));
    }

    List<Selection.LeftOut> leftOut() {
      List<Selection.LeftOut> list = new ArrayList<>();
      leftOut.forEach(
          (reason, sum) -> list.add(new Selection.LeftOut(reason.label(), sum[0], sum[1])));
      return list;
    }
  }
}
