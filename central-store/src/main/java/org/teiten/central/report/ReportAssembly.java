// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.teiten.central.analyse.NetworkNames;
import org.teiten.central.analyse.Period;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.ServiceNames;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorTable;
import org.teiten.support.lifecycle.Beside;

/**
 * Puts together what stands in a report.
 *
 * @param rankings coverage, databases, distinct sources
 * @param claims what changed
 * @param effects what notices did
 * @param knowledge what may explain it
 * @param services names of ports
 * @param networks names of AS
 * @param home country whose packets are told apart, ISO 3166
 * @param software as the report names it
 */
public record ReportAssembly(
    Rankings rankings,
    ClaimSource claims,
    EffectSource effects,
    Knowledge knowledge,
    ServiceNames services,
    NetworkNames networks,
    String home,
    String software) {
  static final String SCAN = "scan";

  /**
   * Asks everything.
   *
   * @throws NothingObservedException if nothing was observed in the quarter
   */
  public ReportContents assemble(Connection connection, ReportQuestion question)
      throws SQLException, IOException {
    Period period = question.period();
    List<Sensor> sensors = SensorTable.all(connection);
    RankAnswer observed = rankings.observed(connection, ranking(RankSubject.PORTS, question));
    if (observed.coverage().observed() == 0) {
      throw new NothingObservedException(
          "nothing was observed in "
              + question.quarter()
              + " ("
              + period.from()
              + " to "
              + period.to()
              + " "
              + question.zone()
              + "); import batches of that time, or ask for another quarter");
    }
    try (Beside<Claims> detected =
        DeadlineConnection.beside("phenomena", connection, own -> claims.claims(own, period))) {
      RankAnswer ports = rankings.answer(connection, ranking(RankSubject.PORTS, question));
      RankAnswer countries = rankings.answer(connection, ranking(RankSubject.COUNTRIES, question));
      Answers answers =
          new Answers(ports, countries, rankings.observed(connection, before(period)));
      ReportBasis basis = ReportBasis.of(this, connection, question, sensors, answers);
      NoticeEffect effect = effects.effect(connection, period).orElse(null);
      return new AssemblyOfQuarter(basis, question, answers).assemble(detected, effect);
    }
  }

  /** The name of an AS, null if it has none. */
  String network(long number) {
    try {
      return networks.of(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the rankings say. */
  record Answers(RankAnswer ports, RankAnswer countries, RankAnswer before) {}

  private static RankQuestion ranking(RankSubject subject, ReportQuestion question) {
    Period period = question.period();
    return question(subject, period);
  }

  private static RankQuestion before(Period period) {
    return question(RankSubject.PORTS, period.previous());
  }

  private static RankQuestion question(RankSubject subject, Period period) {
    return new RankQuestion(
        subject,
        period.from().toString(),
        period.to().toString(),
        period.zone().getId(),
        Ranked.TOP,
        RankBy.RATE,
        null,
        null,
        null,
        SCAN);
  }
}
