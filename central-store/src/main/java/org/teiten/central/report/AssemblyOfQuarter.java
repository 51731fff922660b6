// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.Coverage.SensorCoverage;
import org.teiten.central.analyse.Period;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.enrich.Origin;
import org.teiten.central.knowledge.ResearchScanner;
import org.teiten.central.report.ReportContents.Figure;
import org.teiten.central.report.ReportContents.Line;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.report.ReportContents.Share;
import org.teiten.central.store.ReportQuestions;
import org.teiten.central.store.ReportQuestions.Along;
import org.teiten.central.store.ReportQuestions.Block;
import org.teiten.central.store.ReportQuestions.Selection;
import org.teiten.central.store.Sensor;

/** One quarter's contents, question by question. */
final class AssemblyOfQuarter {
  private static final Selection SCANS = Selection.of(ReportAssembly.SCAN);
  private static final Set<String> UNRANKED =
      Set.of(Origin.SPECIAL, Origin.UNKNOWN, Origin.UNATTRIBUTED);
  private static final String MIRAI = "mirai";
  private static final int FIGURE_LINES = 5;
  private static final int SHORT = 5;
  private static final double LEAST_SHARE = 0.0005;

  private final ReportAssembly parts;
  private final ReportQuestion question;
  private final List<Sensor> sensors;
  private final ReportAssembly.Answers answers;
  private final Period period;
  private final boolean inner;
  private final Connection connection;
  private final ReportQuestions ask;
  private final Frame now;
  private final Frame before;
  private final Estimates estimates;
  private final Map<String, double[]> portsNow;
  private final Map<String, double[]> portsBefore;
  private final List<Figure> figures = new ArrayList<>();

  AssemblyOfQuarter(
      ReportAssembly parts,
      Connection connection,
      ReportQuestion question,
      List<Sensor> sensors,
      ReportAssembly.Answers answers)
      throws SQLException {
    this.parts = parts;
    this.connection = connection;
    this.question = question;
    this.sensors = sensors;
    this.answers = answers;
    this.period = question.period();
    this.inner = question.edition() == Edition.INTERNAL;
    this.ask = new ReportQuestions(connection, sensors.stream().map(Sensor::number).toList());
    this.now = frame(period, answers.ports().coverage());
    this.before = frame(period.previous(), answers.before().coverage());
    this.portsNow = ask.totals(Along.PORT, now.start(), now.end(), SCANS);
    this.portsBefore = ask.totals(Along.PORT, before.start(), before.end(), SCANS);
    this.estimates = new Estimates(question.edition(), now, before, portsNow, portsBefore);
  }

  private Frame frame(Period of, Coverage coverage) throws SQLException {
    List<Frame.Silence> silences = new ArrayList<>();
    for (int s = 0; s < sensors.size(); s++) {
      SensorCoverage own = coverage.sensors().get(s);
      for (Coverage.Span span : own.inferredSilences()) {
        silences.add(new Frame.Silence(s, span, own.expected() / of.days()));
      }
    }
    return Frame.of(ask, of.from(), of.to(), of.zone(), silences);
  }

  ReportContents assemble() throws SQLException, IOException {
    Claims claims = parts.claims().claims(connection, period);
    Map<String, double[]> countriesNow = ask.totals(Along.COUNTRY, now.start(), now.end(), SCANS);
    Map<String, double[]> countriesBefore =
        ask.totals(Along.COUNTRY, before.start(), before.end(), SCANS);
    List<Row> ports =
        withSources(portRows(portsNow, portsBefore, Ranked.TOP), answers.ports().rows());
    List<Row> countries =
        withSources(
            rows(places(countriesNow, false), places(countriesBefore, false), Ranked.TOP),
            answers.countries().rows());
    List<Row> unranked =
        rows(places(countriesNow, true), places(countriesBefore, true), UNRANKED.size()).stream()
            .map(AssemblyOfQuarter::withoutRank)
            .toList();
    dailyFigure("ports", Along.PORT, ports);
    dailyFigure("countries", Along.COUNTRY, countries);
    PhenomenaSections sections =
        new PhenomenaSections(parts, ask, period, now, estimates, question.edition(), figures);
    List<ReportContents.Section> phenomena = sections.of(claims.phenomena());
    ReportContents.Surveys surveys = surveys();
    ReportContents.Home home = home(countriesBefore);
    ReportContents.Mirai mirai = mirai(ports);
    return new ReportContents(
        new ReportContents.Header(
            question.quarter(),
            period.from().toString(),
            period.to().toString(),
            question.zone(),
            period.previous().from().toString(),
            period.previous().to().toString(),
            answers.before().coverage().observed() > 0,
            question.edition(),
            Instant.ofEpochSecond(question.generated()).toString(),
            answers.ports().simulated() || answers.before().simulated()),
        observation(claims),
        ports,
        countries,
        unranked,
        List.copyOf(figures),
        phenomena,
        sections.trends(claims.trends()),
        inner ? sections.singleSources(claims.singleSources()) : List.of(),
        surveys,
        home,
        groups(countriesNow, countriesBefore),
        mirai,
        inner ? perSensor() : List.of(),
        databases(),
        parts.software());
  }

  private ReportContents.Observation observation(Claims claims) {
    Coverage coverage = answers.ports().coverage();
    List<ReportContents.Gap> gaps = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int day = 0; day < now.length(); day++) {
      int observing = 0;
      for (int s = 0; s < sensors.size(); s++) {
        observing += now.observed()[day][s] >= usual(s) / 2 && usual(s) > 0 ? 1 : 0;
      }
      least = Math.min(least, observing);
      most = Math.max(most, observing);
    }
    if (inner) {
      for (int s = 0; s < sensors.size(); s++) {
        gaps(s, gaps);
      }
      claims
          .suspectedBlind()
          .forEach(
              blind ->
                  gaps.add(
                      new ReportContents.Gap(
                          blind.sensor(), blind.from().toString(), blind.to().toString(), true)));
    }
    return new ReportContents.Observation(
        sensors.size(),
        (int) coverage.sensors().stream().filter(SensorCoverage::inRate).count(),
        coverage.expected(),
        coverage.observed(),
        inner ? Long.valueOf(coverage.lostPackets()) : null,
        least,
        most,
        gaps);
  }

  /** What a sensor observes on a whole day. */
  private double usual(int sensor) {
    return answers.ports().coverage().sensors().get(sensor).expected() / period.days();
  }

  private void gaps(int sensor, List<ReportContents.Gap> gaps) {
    int start = -1;
    for (int day = 0; day <= now.length(); day++) {
      boolean missing = day < now.length() && now.observed()[day][sensor] < 0.9 * usual(sensor);
      if (missing && start < 0) {
        start = day;
      } else if (!missing && start >= 0) {
        gaps.add(
            new ReportContents.Gap(
                sensors.get(sensor).id(),
                now.from().plusDays(start).toString(),
                now.from().plusDays(day - 1).toString(),
                false));
        start = -1;
      }
    }
  }

  private List<Row> portRows(
      Map<String, double[]> current, Map<String, double[]> previous, int limit) {
    return estimates
        .ranked()
        .rows(
            current,
            previous,
            key -> PortText.of(Long.parseLong(key)),
            port -> PortText.service(parts.services(), port),
            limit,
            inner);
  }

  private List<Row> rows(Map<String, double[]> current, Map<String, double[]> previous, int limit) {
    return estimates.ranked().rows(current, previous, key -> key, key -> null, limit, inner);
  }

  private static Map<String, double[]> places(Map<String, double[]> totals, boolean unranked) {
    Map<String, double[]> some = new LinkedHashMap<>(totals);
    some.keySet().removeIf(key -> UNRANKED.contains(key) != unranked);
    return some;
  }

  private static Row withoutRank(Row row) {
    return new Row(
        null,
        row.key(),
        row.service(),
        row.rate(),
        row.previousRate(),
        null,
        row.packets(),
        row.sources());
  }

  private List<Row> withSources(List<Row> rows, List<RankAnswer.Row> answered) {
    if (!inner) {
      return rows;
    }
    Map<String, RankAnswer.Row> known = new HashMap<>();
    for (RankAnswer.Row row : answered) {
      known.put(key(row), row);
    }
    return rows.stream()
        .map(
            row ->
                new Row(
                    row.rank(),
                    row.key(),
                    row.service(),
                    row.rate(),
                    row.previousRate(),
                    row.previousRank(),
                    known.containsKey(row.key()) ? known.get(row.key()).packets() : row.packets(),
                    known.containsKey(row.key()) ? known.get(row.key()).sources() : null))
        .toList();
  }

  private static String key(RankAnswer.Row row) {
    if (row.country() != null) {
      return row.country();
    }
    Integer number = row.port() == null ? row.type() : row.port();
    return number == null ? String.valueOf(row.protocol()) : number + "/" + row.protocol();
  }

  private void dailyFigure(String kind, Along key, List<Row> rows) throws SQLException {
    List<String> asked = rows.stream().limit(FIGURE_LINES).map(Row::key).toList();
    Map<String, String> numbers = new LinkedHashMap<>();
    if (key == Along.PORT) {
      portsNow.keySet().forEach(number -> numbers.put(PortText.of(Long.parseLong(number)), number));
    }
    Map<String, double[][]> days =
        ask.days(
            key,
            now.days(),
            SCANS,
            asked.stream().map(one -> numbers.getOrDefault(one, one)).toList());
    List<Line> lines = new ArrayList<>();
    for (String one : asked) {
      double[][] counts =
          days.getOrDefault(
              numbers.getOrDefault(one, one), new double[now.length()][sensors.size()]);
      lines.add(estimates.line(one, counts, now));
    }
    figures.add(new Figure(kind, kind, false, now.names(), lines));
  }

  private ReportContents.Surveys surveys() throws SQLException {
    Map<String, double[][]> byMark = ask.days(Along.FINGERPRINT, now.days(), SCANS, null);
    List<String> tools = byMark.keySet().stream().filter(SurveyMarks::isTool).sorted().toList();
    List<Block> blocks = SurveyMarks.blocks(parts.knowledge());
    Map<String, double[][]> byScanner =
        blocks.isEmpty() ? Map.of() : ask.blocks(now.days(), SCANS, blocks, tools);
    double[][] all = new double[now.length()][sensors.size()];
    byMark.values().forEach(counts -> addDays(all, counts, 1));
    double[][] without = new double[now.length()][sensors.size()];
    addDays(without, all, 1);
    tools.forEach(tool -> addDays(without, byMark.get(tool), -1));
    byScanner.values().forEach(counts -> addDays(without, counts, -1));
    figures.add(
        new Figure(
            "surveys",
            "surveys",
            false,
            now.names(),
            List.of(estimates.line("all", all, now), estimates.line("without", without, now))));
    Map<String, double[]> marks = new TreeMap<>();
    byMark.forEach((mark, counts) -> marks.put(mark, Frame.sum(counts)));
    Map<String, double[]> scanners = new TreeMap<>();
    byScanner.forEach((name, counts) -> scanners.put(name, Frame.sum(counts)));
    double[] rest = Frame.sum(without);
    scanners.put("", rest);
    RateEstimate estimate = estimates.now();
    return new ReportContents.Surveys(
        Ranked.shares(marks, estimate, now.total(), k -> k, k -> k, 20, 0).stream()
            .filter(share -> !share.key().equals("none"))
            .toList(),
        scannerShares(scanners, Frame.sum(all)),
        parts.knowledge().scanners().stream()
            .map(ResearchScanner::date)
            .map(Object::toString)
            .max(String::compareTo)
            .orElse(null),
        estimates.shown(estimate.rate(Frame.sum(all), now.total())),
        estimates.shown(estimate.rate(rest, now.total())),
        List.of());
  }

  private List<Share> scannerShares(Map<String, double[]> scanners, double[] all) {
    double whole = estimates.now().rate(all, now.total());
    List<Share> shares = new ArrayList<>();
    scanners.forEach(
        (id, packets) -> {
          double rate = estimates.now().rate(packets, now.total());
          if (!id.isEmpty() && whole > 0 && rate / whole >= LEAST_SHARE) {
            shares.add(
                new Share(
                    id,
                    SurveyMarks.name(parts.knowledge(), id),
                    estimates.shown(rate),
                    Ranked.percent(rate / whole)));
          }
        });
    return shares;
  }

  private ReportContents.Home home(Map<String, double[]> countriesBefore) throws SQLException {
    String home = parts.home();
    Map<String, double[]> own = ask.totals(Along.PORT, now.start(), now.end(), SCANS.from(home));
    Map<String, double[]> ownBefore =
        ask.totals(Along.PORT, before.start(), before.end(), SCANS.from(home));
    double[][] homeDays =
        ask.days(Along.COUNTRY, now.days(), SCANS, List.of(home))
            .getOrDefault(home, new double[now.length()][sensors.size()]);
    double[][] others = new double[now.length()][sensors.size()];
    ask.days(Along.COUNTRY, now.days(), SCANS, null)
        .forEach((country, counts) -> addDays(others, counts, 1));
    addDays(others, homeDays, -1);
    figures.add(
        new Figure(
            "home",
            "home",
            false,
            now.names(),
            List.of(estimates.line(home, homeDays, now), estimates.line("others", others, now))));
    double rate = zero(estimates.now().rate(Frame.sum(homeDays), now.total()));
    double rateOthers = zero(estimates.now().rate(Frame.sum(others), now.total()));
    double[] none = new double[sensors.size()];
    double earlier =
        zero(estimates.before().rate(countriesBefore.getOrDefault(home, none), before.total()));
    double[] all = new double[sensors.size()];
    countriesBefore.values().forEach(counts -> Ranked.add(all, counts));
    double allBefore = estimates.before().rate(all, before.total());
    return new ReportContents.Home(
        home,
        estimates.shown(rate),
        estimates.shown(rateOthers),
        rate + rateOthers > 0 ? Ranked.percent(rate / (rate + rateOthers)) : 0,
        allBefore > 0 ? Double.valueOf(Ranked.percent(earlier / allBefore)) : null,
        portRows(own, ownBefore, SHORT),
        portRows(less(portsNow, own), less(portsBefore, ownBefore), SHORT));
  }

  private static double zero(double rate) {
    return Double.isNaN(rate) ? 0 : rate;
  }

  private static Map<String, double[]> less(Map<String, double[]> all, Map<String, double[]> some) {
    Map<String, double[]> rest = new LinkedHashMap<>();
    all.forEach(
        (key, packets) -> {
          double[] left = packets.clone();
          double[] gone = some.get(key);
          for (int s = 0; gone != null && s < left.length; s++) {
            left[s] -= gone[s];
          }
          rest.put(key, left);
        });
    return rest;
  }

  private ReportContents.Mirai mirai(List<Row> ports) throws SQLException {
    Map<String, double[]> marksBefore =
        ask.totals(Along.FINGERPRINT, before.start(), before.end(), SCANS);
    Map<String, double[][]> days = ask.days(Along.FINGERPRINT, now.days(), SCANS, null);
    double[][] all = new double[now.length()][sensors.size()];
    days.values().forEach(counts -> addDays(all, counts, 1));
    double[][] own = days.getOrDefault(MIRAI, new double[now.length()][sensors.size()]);
    double[] part = estimates.daily().daily(own, now.observed());
    double[] whole = estimates.daily().daily(all, now.observed());
    List<Double> percent = new ArrayList<>();
    for (int day = 0; day < part.length; day++) {
      percent.add(whole[day] > 0 ? Ranked.percent(zero(part[day]) / whole[day]) * 100 : null);
    }
    figures.add(new Figure("mirai", "mirai", true, now.names(), List.of(new Line(MIRAI, percent))));
    List<Share> byPort = new ArrayList<>();
    for (Row row : ports) {
      Map<String, double[]> marks =
          ask.totals(
              Along.FINGERPRINT,
              now.start(),
              now.end(),
              PortText.selection(ReportAssembly.SCAN, row.key(), null));
      double share = share(marks, estimates.now(), now);
      if (share >= 0.01) {
        byPort.add(new Share(row.key(), row.service(), null, Ranked.percent(share)));
      }
    }
    Map<String, double[]> totals = new HashMap<>();
    days.forEach((mark, counts) -> totals.put(mark, Frame.sum(counts)));
    boolean observedBefore = Arrays.stream(before.total()).sum() > 0;
    return new ReportContents.Mirai(
        Ranked.percent(share(totals, estimates.now(), now)),
        observedBefore
            ? Double.valueOf(Ranked.percent(share(marksBefore, estimates.before(), before)))
            : null,
        byPort);
  }

  private double share(Map<String, double[]> marks, RateEstimate estimate, Frame frame) {
    double[] all = new double[sensors.size()];
    marks.values().forEach(packets -> Ranked.add(all, packets));
    double whole = estimate.rate(all, frame.total());
    double part =
        estimate.rate(marks.getOrDefault(MIRAI, new double[sensors.size()]), frame.total());
    return whole > 0 ? zero(part) / whole : 0;
  }

  private List<ReportContents.Group> groups(
      Map<String, double[]> countriesNow, Map<String, double[]> countriesBefore) {
    List<String> names = sensors.stream().map(Sensor::group).distinct().sorted().toList();
    if (names.size() < 2) {
      return List.of();
    }
    List<ReportContents.Group> groups = new ArrayList<>();
    for (String name : names) {
      boolean[] in = new boolean[sensors.size()];
      int size = 0;
      for (int s = 0; s < in.length; s++) {
        in[s] = sensors.get(s).group().equals(name);
        size += in[s] ? 1 : 0;
      }
      Ranked ranked = estimates.ranked(in);
      List<Row> ports =
          ranked.rows(
              portsNow,
              portsBefore,
              key -> PortText.of(Long.parseLong(key)),
              port -> PortText.service(parts.services(), port),
              SHORT,
              inner);
      List<Row> countries =
          ranked.rows(
              places(countriesNow, false),
              places(countriesBefore, false),
              key -> key,
              key -> null,
              SHORT,
              inner);
      groups.add(new ReportContents.Group(name, size, ports, countries));
    }
    return groups;
  }

  private List<ReportContents.SensorTable> perSensor() {
    List<ReportContents.SensorTable> tables = new ArrayList<>();
    for (int s = 0; s < sensors.size(); s++) {
      boolean[] in = new boolean[sensors.size()];
      in[s] = true;
      tables.add(
          new ReportContents.SensorTable(
              sensors.get(s).id(),
              sensors.get(s).group(),
              estimates
                  .ranked(in)
                  .rows(
                      portsNow,
                      portsBefore,
                      key -> PortText.of(Long.parseLong(key)),
                      port -> PortText.service(parts.services(), port),
                      Ranked.TOP,
                      false)));
    }
    return tables;
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

  static void addDays(double[][] into, double[][] more, int sign) {
    for (int day = 0; day < into.length; day++) {
      for (int s = 0; s < into[day].length; s++) {
        into[day][s] += sign * more[day][s];
      }
    }
  }

  static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
