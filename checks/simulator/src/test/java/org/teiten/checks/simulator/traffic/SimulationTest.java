// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.teiten.checks.simulator.Models;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.flowtuple.TrafficClass;

/** Measures what comes out against what the model says. */
class SimulationTest {
  private static final String NOISE = "noise: {k: 8, day_correlation: 0.6}";

  private static Simulation simulation(String yaml) throws Exception {
    return Simulation.of(Models.parse(yaml), 11);
  }

  private static double[] daily(Simulation simulation) {
    List<Double> counts = new ArrayList<>();
    simulation.forEach(day -> counts.add((double) day.rows()));
    return counts.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long count(SimulatedDay day, IntPredicate rows) {
    long count = 0;
    for (int row = 0; row < day.rows(); row++) {
      count += rows.test(row) ? 1 : 0;
    }
    return count;
  }

  @Test
  void dailyCountsAreNegativeBinomialWithTheModelsDispersionAndCorrelation() throws Exception {
    double[] counts = daily(simulation(Models.single(10, "2010-01-01", "2017-12-31", 30, NOISE)));
    double mean = Arrays.stream(counts).average().orElseThrow();
    double variance = 0;
    double lagged = 0;
    for (int i = 1; i < counts.length; i++) {
      variance += (counts[i] - mean) * (counts[i] - mean) / (counts.length - 1);
      lagged += (counts[i] - mean) * (counts[i - 1] - mean) / (counts.length - 1);
    }
    assertThat(mean).isCloseTo(300, within(10.0));
    double k = mean * mean / (variance - mean);
    assertThat(k).isCloseTo(8, within(1.2));
    assertThat(lagged / (variance - mean)).isCloseTo(0.6, within(0.06));
  }

  @Test
  void sourcesSplitADaysCountWithTheModelsMeanLifetimeAndLimit() throws Exception {
    Simulation simulation = simulation(Models.single(10, "2017-01-01", "2017-06-30", 100, NOISE));
    Map<Integer, int[]> seen = new HashMap<>();
    long sourceDays = 0;
    long packets = 0;
    long most = 0;
    for (SimulatedDay day : simulation) {
      Map<Integer, Integer> bySource = new HashMap<>();
      for (int row = 0; row < day.rows(); row++) {
        bySource.merge(day.source(row), 1, Integer::sum);
      }
      for (Map.Entry<Integer, Integer> source : bySource.entrySet()) {
        most = Math.max(most, source.getValue());
        seen.computeIfAbsent(source.getKey(), key -> new int[] {day.number(), 0})[1] = day.number();
      }
      sourceDays += bySource.size();
      packets += day.rows();
    }
    assertThat(packets / (double) sourceDays).isCloseTo(1_000 / 180.0, within(0.1));
    assertThat(most).isLessThanOrEqualTo(50).isGreaterThan(40);
    double lifetime =
        seen.values().stream()
            .filter(days -> days[0] > 30 && days[0] < 130)
            .mapToInt(days -> days[1] - days[0] + 1)
            .average()
            .orElseThrow();
    assertThat(lifetime).isCloseTo(6, within(1.0));
  }

  @Test
  void sourcesSendTheSameInTheMeanWhereManyPortsHaveFewPackets() throws Exception {
    Simulation simulation = simulation(Models.small("2017-01-01", "2017-02-28", ""));
    long sourceDays = 0;
    long packets = 0;
    for (SimulatedDay day : simulation) {
      Set<Integer> sources = new HashSet<>();
      for (int row = 0; row < day.rows(); row++) {
        sources.add(day.source(row));
      }
      sourceDays += sources.size();
      packets += day.rows();
    }
    assertThat(packets / (double) sourceDays).isCloseTo(1_000 / 180.0, within(0.5));
  }

  @Test
  void weekAndDayHaveTheModelsRhythm() throws Exception {
    Simulation simulation =
        simulation(
            Models.single(
                10,
                "2017-01-01",
                "2018-12-31",
                50,
                "noise: {k: 1000}\nzone: Asia/Tokyo\nrhythm: {weekday: 0.2, hour: 0.25}"));
    double[] byHour = new double[24];
    double tuesdays = 0;
    double fridays = 0;
    for (SimulatedDay day : simulation) {
      for (int row = 0; row < day.rows(); row++) {
        byHour[day.hour(row)]++;
      }
      tuesdays += day.date().getDayOfWeek() == DayOfWeek.TUESDAY ? day.rows() : 0;
      fridays += day.date().getDayOfWeek() == DayOfWeek.FRIDAY ? day.rows() : 0;
    }
    double all = Arrays.stream(byHour).sum();
    double amplitude = 0;
    for (int hour = 0; hour < 24; hour++) {
      amplitude += 2 * byHour[hour] / all * Math.cos(2 * Math.PI * (hour + 0.5 - 14) / 24);
    }
    assertThat(amplitude).isCloseTo(0.25, within(0.01));
    double expected = 1.2 / (1 + 0.2 * Math.cos(2 * Math.PI * 3 / 7));
    assertThat(tuesdays / fridays).isCloseTo(expected, within(0.03));
  }

  @Test
  void sensorsDifferByTheModelsSpreadAroundAMeanOfOne() throws Exception {
    Simulation simulation =
        simulation(
            Models.single(
                400, "2017-01-01", "2017-01-20", 100, "noise: {k: 8, sensor_spread: 0.5}"));
    double[] bySensor = new double[400];
    for (SimulatedDay day : simulation) {
      for (int row = 0; row < day.rows(); row++) {
        bySensor[day.sensor(row)]++;
      }
    }
    double[] logs = Arrays.stream(bySensor).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double variance = Arrays.stream(logs).map(l -> (l - mean) * (l - mean)).sum() / 399;
    assertThat(Math.sqrt(variance)).isCloseTo(0.5, within(0.05));
    assertThat(Arrays.stream(simulation.sensorFactors()).average().orElseThrow())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void loudSourcesSendMuchFromOneAddressToOneSensorAndPortForAFewDays() throws Exception {
    Simulation simulation =
        simulation(
            Models.single(
                10, "2015-01-01", "2017-12-31", 3, "noise: {k: 8, loud_sources_per_month: 3}"));
    Map<Integer, Set<Integer>> days = new HashMap<>();
    Map<Integer, Set<Integer>> sensors = new HashMap<>();
    for (SimulatedDay day : simulation) {
      Map<Integer, Integer> bySource = new HashMap<>();
      for (int row = 0; row < day.rows(); row++) {
        bySource.merge(day.source(row), 1, Integer::sum);
      }
      for (int row = 0; row < day.rows(); row++) {
        int packets = bySource.get(day.source(row));
        if (packets > 50) {
          assertThat(packets).isLessThanOrEqualTo(500);
          days.computeIfAbsent(day.source(row), key -> new TreeSet<>()).add(day.number());
          sensors.computeIfAbsent(day.source(row), key -> new TreeSet<>()).add(day.sensor(row));
        }
      }
    }
    assertThat(days.size()).isBetween(85, 130);
    assertThat(sensors.values()).allMatch(set -> set.size() == 1);
    assertThat(days.values()).allMatch(set -> set.size() <= 5);
    assertThat(days.values().stream().mapToInt(Set::size).average().orElseThrow())
        .isCloseTo(3, within(0.4));
  }

  @Test
  void marksAndBackscatterHaveTheirShares() throws Exception {
    Simulation simulation = simulation(Models.small("2017-01-01", "2017-03-31", ""));
    long telnet = 0;
    long mirai = 0;
    long web = 0;
    long zmap = 0;
    long backscatter = 0;
    long all = 0;
    for (SimulatedDay day : simulation) {
      for (int row = 0; row < day.rows(); row++) {
        Service service = day.service(row);
        boolean scan = service.trafficClass() == TrafficClass.SCAN;
        all++;
        backscatter += service.trafficClass() == TrafficClass.BACKSCATTER ? 1 : 0;
        if (scan && service.port().toString().equals("23/tcp")) {
          telnet++;
          mirai += day.mark(row) == Mark.MIRAI ? 1 : 0;
        } else if (scan && service.port().toString().equals("80/tcp")) {
          web++;
          zmap += day.mark(row) == Mark.ZMAP ? 1 : 0;
        }
      }
    }
    assertThat(mirai / (double) telnet).isCloseTo(0.7, within(0.03));
    assertThat(zmap / (double) web).isCloseTo(0.3, within(0.04));
    assertThat(backscatter / (double) all).isCloseTo(0.1, within(0.015));
  }

  @Test
  void otherStandsForFourHundredPortsAndFortyCountries() throws Exception {
    Simulation simulation = simulation(Models.small("2017-01-01", "2017-03-31", ""));
    Map<PortKey, Long> ports = new TreeMap<>();
    Map<String, Long> countries = new TreeMap<>();
    for (SimulatedDay day : simulation) {
      for (int row = 0; row < day.rows(); row++) {
        if (day.service(row).trafficClass() == TrafficClass.SCAN) {
          ports.merge(day.service(row).port(), 1L, Long::sum);
        }
        countries.merge(day.country(row), 1L, Long::sum);
      }
    }
    assertThat(ports.size()).isBetween(350, 405);
    assertThat(countries).hasSize(43);
    double[] shares = simulation.countryTable().shares(LocalDate.of(2017, 1, 1));
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
    double[] others = Arrays.stream(shares).filter(share -> share < 0.1).toArray();
    assertThat(others).hasSize(40);
    double least = Arrays.stream(others).min().orElseThrow();
    assertThat(Arrays.stream(others).max().orElseThrow()).isLessThan(2 * least);
  }

  @Test
  void aSensorThatIsAwayOrNotYetThereObservesNothing() throws Exception {
    Simulation simulation =
        simulation(
            Models.single(
                3,
                "2017-01-01",
                "2017-01-20",
                50,
                """
                outages: [{sensor: sensor-02, from: 2017-01-05, to: 2017-01-06}]
                sensors_from: [{sensor: sensor-03, from: 2017-01-10}]
                """));
    for (SimulatedDay day : simulation) {
      int date = day.date().getDayOfMonth();
      assertThat(day.observed(0)).isTrue();
      assertThat(day.observed(1)).isEqualTo(date != 5 && date != 6);
      assertThat(day.observed(2)).isEqualTo(date >= 10);
      for (int sensor = 0; sensor < 3; sensor++) {
        int number = sensor;
        assertThat(count(day, row -> day.sensor(row) == number) > 0)
            .isEqualTo(day.observed(sensor));
      }
    }
  }

  private static double mean(
      Simulation simulation, String from, String to, IntPredicateOfDay rows) {
    double sum = 0;
    int days = 0;
    for (SimulatedDay day : simulation) {
      if (!day.date().isBefore(LocalDate.parse(from)) && !day.date().isAfter(LocalDate.parse(to))) {
        sum += count(day, row -> rows.test(day, row));
        days++;
      }
    }
    return sum / days;
  }

  private interface IntPredicateOfDay {
    boolean test(SimulatedDay day, int row);
  }

  @Test
  void changesAddTheirPacketsFromTheirSourcesAndNoOthers() throws Exception {
    Simulation simulation =
        simulation(
            Models.small(
                    "2017-01-01",
                    "2017-03-31",
                    """
                    changes:
                      - {port: 53/udp, country: JP, from: 2017-02-01, to: 2017-02-20, factor: 2,
                         networks: [AS2516, AS2497]}
                      - {port: 80/tcp, country: any, except: [JP], from: 2017-02-01, factor: 1}
                      - {port: 23/tcp, country: CN, from: 2017-02-01, factor: -0.2}
                      - {port: 9999/tcp, country: US, from: 2017-02-10, packets: 30,
                         fingerprints: {masscan: 1}}
                    """)
                .replace("day_correlation: 0.6", "day_correlation: 0")
                .replace("k: 8", "k: 200"));
    String before = "2017-01-31";
    String start = "2017-02-01";
    double units = 12;
    assertThat(mean(simulation, start, "2017-02-20", (day, row) -> day.cause(row) == 1))
        .isCloseTo(20 * units, within(10.0));
    assertThat(mean(simulation, "2017-02-21", "2017-03-31", (day, row) -> day.cause(row) == 1))
        .isZero();
    assertThat(mean(simulation, start, "2017-03-31", (day, row) -> day.cause(row) == 2))
        .isCloseTo(20 * units, within(6.0));
    IntPredicateOfDay telnetFromChina =
        (day, row) ->
            day.country(row).equals("CN")
                && day.service(row).equals(Service.scanOf(PortKey.parse("23/tcp")));
    double was = mean(simulation, "2017-01-01", before, telnetFromChina);
    double is = mean(simulation, start, "2017-03-31", telnetFromChina);
    assertThat(was - is).isCloseTo(0.2 * 60 * units, within(20.0));
    assertThat(mean(simulation, "2017-02-10", "2017-03-31", (day, row) -> day.cause(row) == 4))
        .isCloseTo(30 * units, within(10.0));
    for (SimulatedDay day : simulation) {
      for (int row = 0; row < day.rows(); row++) {
        switch (day.cause(row)) {
          case 1 -> {
            assertThat(day.country(row)).isEqualTo("JP");
            assertThat(day.network(row)).isIn(2516, 2497);
          }
          case 2 -> assertThat(day.country(row)).isNotEqualTo("JP");
          case 4 -> assertThat(day.mark(row)).isEqualTo(Mark.MASSCAN);
          default -> assertThat(day.cause(row)).isZero();
        }
      }
    }
  }

  @Test
  void victimsOfFloodsSendBackscatterAndNamedLoudSourcesScan() throws Exception {
    Simulation simulation =
        simulation(
            Models.small(
                "2017-01-01",
                "2017-01-10",
                """
                victims: [{port: 443/tcp, country: DE, from: 2017-01-03, to: 2017-01-04, packets: 100}]
                loud: [{port: all, country: NL, from: 2017-01-03, to: 2017-01-03, packets: 600, fingerprint: zmap}]
                """));
    for (SimulatedDay day : simulation) {
      int date = day.date().getDayOfMonth();
      Map<Integer, Integer> german = new HashMap<>();
      Map<Integer, Set<PortKey>> dutch = new HashMap<>();
      Map<Integer, Integer> dutchPackets = new HashMap<>();
      for (int row = 0; row < day.rows(); row++) {
        if (day.country(row).equals("DE")
            && day.service(row).trafficClass() == TrafficClass.BACKSCATTER) {
          german.merge(day.source(row), 1, Integer::sum);
        }
        if (day.country(row).equals("NL")) {
          dutch.computeIfAbsent(day.source(row), s -> new TreeSet<>()).add(day.service(row).port());
          dutchPackets.merge(day.source(row), 1, Integer::sum);
        }
      }
      int victim = german.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      assertThat(victim > 800).isEqualTo(date == 3 || date == 4);
      boolean loud =
          dutch.entrySet().stream()
              .anyMatch(s -> s.getValue().size() == 5 && dutchPackets.get(s.getKey()) > 400);
      assertThat(loud).isEqualTo(date == 3);
    }
  }

  @Test
  void theSameSeedGivesTheSameDaysWhateverElseRuns() throws Exception {
    String yaml = Models.small("2017-01-01", "2017-01-15", "");
    Simulation simulation = simulation(yaml);
    List<Long> once = hashes(simulation);
    List<Long> twice = new ArrayList<>();
    List<Long> another = new ArrayList<>();
    Thread second = new Thread(() -> twice.addAll(hashes(simulation)));
    Thread third = new Thread(() -> another.addAll(hashes(Simulation.of(simulation.model(), 12))));
    second.start();
    third.start();
    second.join();
    third.join();
    assertThat(twice).isEqualTo(once);
    assertThat(another).doesNotContainAnyElementsOf(once);
  }

  private static List<Long> hashes(Simulation simulation) {
    List<Long> hashes = new ArrayList<>();
    for (SimulatedDay day : simulation) {
      long hash = day.rows();
      for (int row = 0; row < day.rows(); row++) {
        hash =
            Draws.mix(
                hash
                    ^ day.source(row)
                    ^ (long) day.interval(row) << 32
                    ^ (long) day.sensor(row) << 40
                    ^ (long) day.serviceNumber(row) << 48);
      }
      hashes.add(hash);
    }
    return hashes;
  }

  @Test
  void namesCountriesAndNetworksThatNoDatabaseKnows() throws Exception {
    String yaml =
        Models.single(
            1,
            "2017-01-01",
            "2017-01-02",
            1,
            "changes: [{port: 22/tcp, country: JP, from: 2017-01-01, factor: 1, networks: [AS64500]}]");
    assertThatThrownBy(() -> simulation(yaml))
        .hasMessage(
            "changes[0].networks[0]: AS64500 has no addresses there in the origin databases");
  }
}
