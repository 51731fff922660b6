// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.teiten.central.analyse.ObservedDays;
import org.teiten.central.store.EffectQuestions;
import org.teiten.central.store.EffectQuestions.Around;
import org.teiten.central.store.EffectQuestions.Sent;
import org.teiten.central.store.PortKey;
import org.teiten.flowtuple.IpAddress;

/** Cases that opened within one hour: they are followed together, from that hour's beginning. */
final class CaseGroup {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_OTHERS = 20_000;

  private final Instant at;
  private final List<NoticeCase> cases;

  /**
   * A group.
   *
   * @param at the hour's beginning
   */
  CaseGroup(Instant at, List<NoticeCase> cases) {
    this.at = at;
    this.cases = List.copyOf(cases);
  }

  /**
   * What all groups share.
   *
   * @param end until when anything was observed
   * @param firstTold when anybody was first told about a source
   * @param mayCompare which sources may stand for others
   * @param matching who was chosen already
   */
  record Frame(
      Connection connection,
      Instant end,
      Map<IpAddress, Instant> firstTold,
      Predicate<IpAddress> mayCompare,
      Matching matching) {}

  /** One outcome for each case, in their order. */
  List<Outcome> outcomes(Frame frame) throws SQLException {
    int days = days(frame.end());
    if (days < SilenceRule.QUIET_DAYS) {
      return cases.stream().map(one -> new Outcome(one, Fate.TOO_EARLY)).toList();
    }
    Map<Long, Map<IpAddress, Track>> tracks = tracks(frame.connection(), days);
    Map<Integer, double[]> observed = ObservedDays.of(frame.connection(), at, days);
    Map<IpAddress, Fate> fates = new HashMap<>();
    for (PortKey port : cases.stream().map(NoticeCase::port).distinct().sorted().toList()) {
      Following following =
          new Following(
              tracks.getOrDefault(port.number(), Map.of()),
              observed,
              days,
              source -> frame.mayCompare().test(source) && !isTold(frame, source),
              source -> daysUntold(frame, source));
      fates.putAll(
          following.follow(
              cases.stream()
                  .filter(one -> one.port().equals(port))
                  .map(NoticeCase::address)
                  .toList(),
              frame.matching()));
    }
    return cases.stream().map(one -> new Outcome(one, fates.get(one.address()))).toList();
  }

  private int days(Instant end) {
    return end.isBefore(at)
        ? 0
        : (int) Math.min(SilenceRule.MOST_DAYS, Duration.between(at, end).toDays());
  }

  private boolean isTold(Frame frame, IpAddress source) {
    Instant told = frame.firstTold().get(source);
    return told != null && told.isBefore(at.plus(HOUR));
  }

  /** Who is told about later stands for others until then. */
  private int daysUntold(Frame frame, IpAddress source) {
    Instant told = frame.firstTold().get(source);
    return told == null
        ? SilenceRule.MOST_DAYS
        : (int) Math.min(SilenceRule.MOST_DAYS, Duration.between(at, told).toDays());
  }

  private Map<Long, Map<IpAddress, Track>> tracks(Connection connection, int days)
      throws SQLException {
    Map<Long, Map<IpAddress, Track>> tracks = new HashMap<>();
    Around around =
        new Around(
            at,
            Profile.DAYS,
            days,
            cases.stream().map(one -> one.port().number()).distinct().sorted().toList(),
            cases.stream().map(NoticeCase::address).toList(),
            cases.stream().map(one -> one.source().country()).distinct().sorted().toList(),
            Profile.ALIVE,
            MOST_OTHERS);
    new EffectQuestions(connection)
        .sources(
            around,
            sent ->
                tracks
                    .computeIfAbsent(sent.port(), any -> new LinkedHashMap<>())
                    .put(sent.source(), track(sent)));
    return tracks;
  }

  private static Track track(Sent sent) {
    return new Track(
        new Profile(sent.source(), sent.country(), sent.before(), sent.packets()),
        sent.after(),
        sent.sensors());
  }
}
