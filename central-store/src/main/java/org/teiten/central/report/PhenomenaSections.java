// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.analyse.Period;
import org.teiten.central.knowledge.Hint;
import org.teiten.central.knowledge.Sighting;
import org.teiten.central.report.Claims.Claim;
import org.teiten.central.report.ReportContents.Evidence;
import org.teiten.central.report.ReportContents.Figure;
import org.teiten.central.report.ReportContents.Line;
import org.teiten.central.report.ReportContents.Share;
import org.teiten.central.store.FlowFilter;
import org.teiten.central.store.ReportQuestions;
import org.teiten.central.store.ReportQuestions.Along;

/** A section for each phenomenon: its figure, its evidence, what is known of it. */
final class PhenomenaSections {
  private static final int DAYS_BEFORE = 28;
  private static final int NETWORKS = 8;
  private static final int TOP_SOURCES = 5;
  private static final double LEAST_SHARE = 0.01;

  private final ReportBasis basis;
  private final ReportAssembly parts;
  private final ReportQuestions ask;
  private final Period period;
  private final Frame now;
  private final Estimates estimates;
  private final boolean inner;

  PhenomenaSections(ReportBasis basis) {
    this.basis = basis;
    this.parts = basis.parts();
    this.ask = basis.ask();
    this.period = basis.period();
    this.now = basis.now();
    this.estimates = basis.estimates();
    this.inner = basis.inner();
  }

  List<ReportContents.Section> of(List<Claim> claims) throws SQLException {
    List<ReportContents.Section> sections = new ArrayList<>();
    for (Claim claim : claims) {
      Claim told = inner ? claim : published(claim);
      if (told != null) {
        sections.add(section(told));
      }
    }
    return sections;
  }

  private ReportContents.Section section(Claim claim) throws SQLException {
    FlowFilter filter = PortText.filter(claim.trafficClass(), claim.port(), claim.country());
    List<Figure> figures = basis.figures();
    String figure =
        "phenomenon-" + (figures.stream().filter(f -> f.kind().equals("phenomenon")).count() + 1);
    figures.add(new Figure(figure, "phenomenon", false, now.names(), lines(claim, filter)));
    Frame span = span(claim);
    Map<String, double[]> marks = ask.totals(Along.FINGERPRINT, span.start(), span.end(), filter);
    List<Share> markShares = shares(marks, span, key -> key, 6);
    Map<String, Double> byMark = new HashMap<>();
    markShares.forEach(share -> byMark.put(share.key(), share.share()));
    List<Hint> hints =
        parts
            .knowledge()
            .match(
                new Sighting(
                    claim.port(),
                    claim.trafficClass().equals("backscatter"),
                    claim.start(),
                    period.to(),
                    byMark));
    List<Share> networks =
        claim.networks().stream()
            .map(
                number ->
                    new Share(
                        "AS" + number,
                        parts.network(number),
                        null,
                        carried(claim, Long.toString(number))))
            .toList();
    return new ReportContents.Section(
        claim,
        PortText.service(parts.services(), claim.port()),
        figure,
        networks,
        added(claim, span, marks),
        evidence(claim, filter, span, markShares),
        hints);
  }

  private static double carried(Claim claim, String value) {
    return claim.explainedBy().stream()
        .filter(one -> one.kind().equals("network") && one.value().equals(value))
        .mapToDouble(Claims.Carrier::share)
        .map(Ranked::percent)
        .findFirst()
        .orElse(0);
  }

  // What the estimate of the whole says of the change: observed less observed over factor.
  private Double added(Claim claim, Frame span, Map<String, double[]> marks) {
    double[] packets = new double[span.total().length];
    marks.values().forEach(own -> Ranked.add(packets, own));
    double rate = estimates.over(span.length()).rate(packets, span.total());
    return claim.factor() <= 0 ? null : estimates.shown(rate - rate / claim.factor());
  }

  private List<Line> lines(Claim claim, FlowFilter filter) throws SQLException {
    double[][] own = basis.days(filter, now);
    List<Line> lines = new ArrayList<>();
    lines.add(estimates.line(claim.country() == null ? claim.port() : claim.country(), own, now));
    if (claim.country() != null) {
      double[][] others = basis.days(filter.of(claim.trafficClass(), null), now);
      ReportBasis.addDays(others, own, -1);
      lines.add(estimates.line("others", others, now));
    }
    return lines;
  }

  private Frame span(Claim claim) throws SQLException {
    LocalDate end = claim.end() == null ? period.to() : earlier(claim.end(), period.to());
    LocalDate from = later(claim.start(), period.from());
    return Frame.of(ask, earlier(from, end), end, period.zone(), List.of());
  }

  private Evidence evidence(Claim claim, FlowFilter filter, Frame span, List<Share> markShares)
      throws SQLException {
    ReportQuestions.Sources sources =
        inner
            ? ask.sources(span.start(), span.end(), filter, TOP_SOURCES)
            : new ReportQuestions.Sources(0, 0, List.of());
    return new Evidence(
        shares(
                ask.totals(Along.NETWORK, span.start(), span.end(), filter),
                span,
                key -> parts.network(Long.parseLong(key)),
                NETWORKS)
            .stream()
            .map(s -> new Share("AS" + s.key(), s.name(), s.rate(), s.share()))
            .toList(),
        claim.country() == null
            ? shares(
                ask.totals(Along.COUNTRY, span.start(), span.end(), filter),
                span,
                k -> null,
                NETWORKS)
            : List.of(),
        markShares,
        shares(ask.totals(Along.SIGNATURE, span.start(), span.end(), filter), span, k -> null, 4),
        inner ? Long.valueOf(sources.distinct()) : null,
        sources.top().stream()
            .map(
                source ->
                    new ReportContents.SourceRow(
                        address(source.address()),
                        source.country(),
                        source.network(),
                        parts.network(source.network()),
                        List.of(claim.port()),
                        span.from().toString(),
                        span.to().toString(),
                        source.packets(),
                        Ranked.percent((double) source.packets() / sources.packets())))
            .toList());
  }

  private List<Share> shares(
      Map<String, double[]> totals,
      Frame span,
      java.util.function.UnaryOperator<String> name,
      int limit) {
    return Ranked.shares(
        totals, estimates.over(span.length()), span.total(), k -> k, name, limit, LEAST_SHARE);
  }

  static String address(long number) {
    return (number >>> 24 & 255)
        + "."
        + (number >>> 16 & 255)
        + "."
        + (number >>> 8 & 255)
        + "."
        + (number & 255);
  }

  /**
   * A claim as the public edition tells it, from the numbers that it tells; null if those do not
   * show it. What a sensor alone carries shows in none of them.
   */
  private Claim published(Claim claim) throws SQLException {
    LocalDate end = claim.end() == null ? period.to() : earlier(claim.end(), period.to());
    LocalDate from = claim.start().minusDays(DAYS_BEFORE);
    Frame frame = Frame.of(ask, from, end, period.zone(), List.of());
    double[] rates =
        estimates
            .daily()
            .daily(
                basis.days(
                    PortText.filter(claim.trafficClass(), claim.port(), claim.country()), frame),
                frame.observed());
    PublicChange change = PublicChange.of(rates, DAYS_BEFORE);
    if (change == null || !change.agreesWith(claim.factor())) {
      return null;
    }
    PublicViewpoints.Seen seen = new PublicViewpoints(basis).of(claim, end);
    return new Claim(
        claim.id().replace(claim.start().toString(), from.plusDays(change.start()).toString()),
        claim.kind(),
        claim.trafficClass(),
        claim.port(),
        claim.country(),
        claim.networks(),
        from.plusDays(change.start()),
        claim.end(),
        estimates.now().shown(change.factor()),
        null,
        null,
        null,
        null,
        claim.explainedBy().stream()
            .filter(one -> one.kind().equals("country") || one.kind().equals("network"))
            .map(
                one ->
                    new Claims.Carrier(
                        one.kind(), one.value(), Math.round(one.share() * 10) / 10.0))
            .toList(),
        null,
        null,
        seen.spread(),
        seen.groups());
  }

  List<ReportContents.TrendRow> trends(List<Claims.Trend> trends) {
    return trends.stream()
        .map(
            trend ->
                new ReportContents.TrendRow(
                    trend.trafficClass(),
                    trend.port(),
                    PortText.service(parts.services(), trend.port()),
                    trend.country(),
                    trend.from().toString(),
                    trend.to().toString(),
                    estimates.now().shown(trend.factor())))
        .toList();
  }

  List<ReportContents.SourceRow> singleSources(List<Claims.SingleSource> sources) {
    return sources.stream()
        .map(
            one ->
                new ReportContents.SourceRow(
                    one.source(),
                    one.country(),
                    one.network(),
                    parts.network(one.network()),
                    one.ports(),
                    one.start().toString(),
                    one.end().toString(),
                    one.packets(),
                    Ranked.percent(one.share())))
        .toList();
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
