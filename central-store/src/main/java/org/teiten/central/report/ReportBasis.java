// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.Coverage.SensorCoverage;
import org.teiten.central.analyse.Period;
import org.teiten.central.report.ReportContents.Figure;
import org.teiten.central.report.ReportContents.Line;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.store.FlowFilter;
import org.teiten.central.store.ReportQuestions;
import org.teiten.central.store.ReportQuestions.Along;
import org.teiten.central.store.Sensor;

/**
 * What the parts of a report share.
 *
 * @param ask questions about its sensors
 * @param sensors all, in the order of the questions' arrays
 * @param inner whether it is the internal edition
 * @param now days of the quarter, and {@code before} those of the quarter before
 * @param portsNow packets by port and sensor, and {@code portsBefore} of the quarter before
 * @param figures those made so far; each part adds its own
 */
record ReportBasis(
    ReportAssembly parts,
    ReportQuestions ask,
    List<Sensor> sensors,
    Period period,
    boolean inner,
    Frame now,
    Frame before,
    Estimates estimates,
    Map<String, double[]> portsNow,
    Map<String, double[]> portsBefore,
    List<Figure> figures) {
  static final FlowFilter SCANS = FlowFilter.of(ReportAssembly.SCAN);

  /** Asks for the days and the ports of both quarters. */
  static ReportBasis of(
      ReportAssembly parts,
      Connection connection,
      ReportQuestion question,
      List<Sensor> sensors,
      ReportAssembly.Answers answers)
      throws SQLException {
    Period period = question.period();
    ReportQuestions ask =
        new ReportQuestions(connection, sensors.stream().map(Sensor::number).toList());
    Frame now = frame(ask, sensors, period, answers.ports().coverage());
    Frame before = frame(ask, sensors, period.previous(), answers.before().coverage());
    Map<String, double[]> portsNow = ask.totals(Along.PORT, now.start(), now.end(), SCANS);
    Map<String, double[]> portsBefore = ask.totals(Along.PORT, before.start(), before.end(), SCANS);
    return new ReportBasis(
        parts,
        ask,
        sensors,
        period,
        question.edition() == Edition.INTERNAL,
        now,
        before,
        new Estimates(question.edition(), now, before, portsNow, portsBefore),
        portsNow,
        portsBefore,
        new ArrayList<>());
  }

  private static Frame frame(
      ReportQuestions ask, List<Sensor> sensors, Period of, Coverage coverage) throws SQLException {
    List<Frame.Silence> silences = new ArrayList<>();
    for (int s = 0; s < sensors.size(); s++) {
      SensorCoverage own = coverage.sensors().get(s);
      for (Coverage.Span span : own.inferredSilences()) {
        silences.add(new Frame.Silence(s, span, own.expected() / of.days()));
      }
    }
    return Frame.of(ask, of.from(), of.to(), of.zone(), silences);
  }

  /** Packets of the quarter by key, and of the quarter before. */
  Map<String, double[]> totals(Along key, FlowFilter filter) throws SQLException {
    return ask.totals(key, now.start(), now.end(), filter);
  }

  Map<String, double[]> totalsBefore(Along key, FlowFilter filter) throws SQLException {
    return ask.totals(key, before.start(), before.end(), filter);
  }

  /** Packets of some days by day and sensor. */
  double[][] days(FlowFilter filter, Frame frame) throws SQLException {
    return ask.days(Along.NOTHING, frame.days(), filter, null).values().stream()
        .findFirst()
        .orElseGet(() -> none(frame));
  }

  /** No packets on any day. */
  static double[][] none(Frame frame) {
    return new double[frame.length()][frame.total().length];
  }

  /** A ranking of ports. */
  List<Row> portRows(Map<String, double[]> current, Map<String, double[]> previous, int limit) {
    return portRows(estimates.ranked(), current, previous, limit, inner);
  }

  List<Row> portRows(
      Ranked ranked,
      Map<String, double[]> current,
      Map<String, double[]> previous,
      int limit,
      boolean counts) {
    return ranked.rows(
        current,
        previous,
        key -> PortText.of(Long.parseLong(key)),
        port -> PortText.service(parts.services(), port),
        limit,
        counts);
  }

  void figure(String kind, boolean percent, List<Line> lines) {
    figures.add(new Figure(kind, kind, percent, now.names(), lines));
  }

  /** Adds days, or takes them away with the sign -1. */
  static void addDays(double[][] into, double[][] more, int sign) {
    for (int day = 0; day < into.length; day++) {
      for (int s = 0; s < into[day].length; s++) {
        into[day][s] += sign * more[day][s];
      }
    }
  }

  /** A rate that is not known is none. */
  static double zero(double rate) {
    return Double.isNaN(rate) ? 0 : rate;
  }
}
