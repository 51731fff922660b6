// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teiten.central.analyse.Period;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.store.ReportQuestions.Along;
import org.teiten.support.lifecycle.Beside;

/** One quarter's contents, part by part. */
final class AssemblyOfQuarter {
  private final ReportBasis basis;
  private final ReportQuestion question;
  private final ReportAssembly.Answers answers;

  AssemblyOfQuarter(ReportBasis basis, ReportQuestion question, ReportAssembly.Answers answers) {
    this.basis = basis;
    this.question = question;
    this.answers = answers;
  }

  /**
   * Puts the parts together.
   *
   * @param detected what changed, looked for meanwhile
   * @param effect what the notices did, null if none was sent
   */
  ReportContents assemble(Beside<Claims> detected, NoticeEffect effect)
      throws SQLException, IOException {
    Map<String, double[]> countriesNow = basis.totals(Along.COUNTRY, ReportBasis.SCANS);
    Map<String, double[]> countriesBefore = basis.totalsBefore(Along.COUNTRY, ReportBasis.SCANS);
    Map<String, double[][]> byMark =
        basis.ask().days(Along.FINGERPRINT, basis.now().days(), ReportBasis.SCANS, null);
    RankingPart tables = new RankingPart(basis);
    List<Row> ports = tables.ports(answers.ports().rows());
    List<Row> countries =
        tables.countries(countriesNow, countriesBefore, answers.countries().rows());
    tables.figure("ports", Along.PORT, ports);
    tables.figure("countries", Along.COUNTRY, countries);
    ReportContents.Surveys surveys = new SurveyPart(basis).of(byMark);
    ReportContents.Home home = new HomePart(basis).of(countriesBefore);
    ReportContents.Mirai mirai = new MiraiPart(basis).of(byMark, ports);
    ViewpointPart viewpoints = new ViewpointPart(basis);
    Claims claims = detected.result(SQLException.class);
    PhenomenaSections sections = new PhenomenaSections(basis);
    List<ReportContents.Section> phenomena = sections.of(claims.phenomena());
    NoticeEffect notices = new EffectPart(basis).of(effect);
    return new ReportContents(
        header(),
        new ObservationPart(basis, answers.ports().coverage()).of(claims),
        ports,
        countries,
        tables.unranked(countriesNow, countriesBefore),
        List.copyOf(basis.figures()),
        phenomena,
        sections.trends(claims.trends()),
        basis.inner() ? sections.singleSources(claims.singleSources()) : List.of(),
        surveys,
        home,
        viewpoints.groups(countriesNow, countriesBefore),
        mirai,
        notices,
        basis.inner() ? viewpoints.perSensor() : List.of(),
        databases(),
        basis.parts().software());
  }

  private ReportContents.Header header() {
    Period period = basis.period();
    return new ReportContents.Header(
        question.quarter(),
        period.from().toString(),
        period.to().toString(),
        question.zone(),
        period.previous().from().toString(),
        period.previous().to().toString(),
        answers.before().coverage().observed() > 0,
        question.edition(),
        Instant.ofEpochSecond(question.generated()).toString(),
        answers.ports().simulated() || answers.before().simulated());
  }

  private List<ReportContents.Database> databases() {
    List<ReportContents.Database> all = new ArrayList<>();
    for (RankAnswer answer : List.of(answers.ports(), answers.before())) {
      for (RankAnswer.UsedOrigins used : answer.originDatabases()) {
        ReportContents.Database one =
            new ReportContents.Database(used.name(), used.date(), used.kind(), used.distant());
        if (!all.contains(one)) {
          all.add(one);
        }
      }
    }
    return all;
  }
}
