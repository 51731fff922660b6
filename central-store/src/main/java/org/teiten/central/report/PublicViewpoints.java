// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.teiten.central.phenomena.Movement;
import org.teiten.central.phenomena.Spread;
import org.teiten.central.report.Claims.Claim;
import org.teiten.central.store.FlowFilter;
import org.teiten.central.store.ReportQuestions.Along;
import org.teiten.central.store.Sensor;

/** What the groups of sensors saw of a change, from the numbers that the public edition tells. */
final class PublicViewpoints {
  private static final int DAYS_BEFORE = 56;

  private final ReportBasis basis;

  PublicViewpoints(ReportBasis basis) {
    this.basis = basis;
  }

  /** Where it is seen, in a word, and each group's rates. */
  record Seen(String spread, List<Claims.View> groups) {}

  Seen of(Claim claim, LocalDate end) throws SQLException {
    FlowFilter filter = PortText.filter(claim.trafficClass(), claim.port(), claim.country());
    Span before = span(filter, claim.start().minusDays(DAYS_BEFORE), claim.start().minusDays(1));
    Span during = span(filter, claim.start(), end);
    List<String> names = basis.sensors().stream().map(Sensor::group).distinct().sorted().toList();
    List<Movement> movements = new ArrayList<>();
    for (String name : names) {
      movements.add(movement(name, before, during));
    }
    List<Boolean> seen = Spread.seen(claim.factor() >= 1, movements);
    List<Claims.View> views = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Movement one = movements.get(i);
      views.add(
          new Claims.View(
              names.get(i),
              shown(one.expected()),
              shown(one.during()),
              shown(one.factor()),
              seen.get(i),
              null,
              null,
              null));
    }
    return new Seen(Spread.of(seen).label(), views);
  }

  private Double shown(double value) {
    return Double.isInfinite(value) ? null : basis.estimates().shown(value);
  }

  /** Packets and address-days by sensor. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Span(int days, double[] packets, double[] observed) {}

  private Span span(FlowFilter filter, LocalDate from, LocalDate to) throws SQLException {
    Frame frame = Frame.of(basis.ask(), from, to, basis.period().zone(), List.of());
    double[] packets = new double[basis.sensors().size()];
    basis
        .ask()
        .totals(Along.NOTHING, frame.start(), frame.end(), filter)
        .values()
        .forEach(own -> Ranked.add(packets, own));
    return new Span(frame.length(), packets, frame.total());
  }

  private Movement movement(String group, Span before, Span during) {
    boolean[] in = new boolean[basis.sensors().size()];
    double addressDays = 0;
    for (int s = 0; s < in.length; s++) {
      in[s] =
          basis.sensors().get(s).group().equals(group)
              && before.observed()[s] > 0
              && during.observed()[s] > 0;
      addressDays += in[s] ? during.observed()[s] : 0;
    }
    return new Movement(rate(before, in), rate(during, in), addressDays);
  }

  private double rate(Span span, boolean[] in) {
    return basis
        .estimates()
        .over(span.days())
        .rate(span.packets(), Estimates.only(span.observed().clone(), in));
  }
}
