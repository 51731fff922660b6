// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teiten.checks.simulator.Models;
import org.teiten.flowtuple.SensorId;

class SimulationModelTest {
  private static final Path SHARED = Path.of("../../../shared/acceptance/jpcert-2017q2.yaml");

  @Test
  void readsEveryKeyOfTheModelThatComesWithIt() throws Exception {
    SimulationModel model = Models.jpcert();
    assertThat(model.seed()).isEqualTo(20170630);
    assertThat(model.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(model.interval()).isEqualTo(Duration.ofHours(1));
    assertThat(model.noise()).isEqualTo(new Noise(8, 0.6, 0.5, 3));
    assertThat(model.sources().meanPackets()).isEqualTo(1_000 / 180.0);
    assertThat(model.sources().packetsPerSource()).isEqualTo(new Sources.PacketsPerSource(1.3, 50));
    assertThat(model.rhythm()).isEqualTo(new Rhythm(0.08, 0.25));
    assertThat(model.group(new SensorId("sensor-18"))).isEqualTo("domestic");
    assertThat(model.group(new SensorId("sensor-19"))).isEqualTo("overseas");
    assertThat(model.observes(new SensorId("sensor-07"), LocalDate.of(2017, 4, 20))).isFalse();
    assertThat(model.observes(new SensorId("sensor-07"), LocalDate.of(2017, 4, 21))).isTrue();
    assertThat(model.ports()).hasSize(18);
    assertThat(model.regions()).hasSize(11);
    assertThat(model.changes()).hasSize(4);
    assertThat(model.changes().get(1).except()).containsExactly(new Country("JP"));
    assertThat(model.changes().get(3).networks()).contains(new AsNumber(9605));
    assertThat(model.changes().get(3).shape()).isEqualTo(Shape.FLUCTUATING);
  }

  @Test
  void isTheModelOfTheAcceptancePage() throws Exception {
    assumeTrue(Files.exists(SHARED), "needs ../shared/acceptance beside the checkout");
    assertThat(Models.jpcert()).isEqualTo(SimulationModel.load(SHARED));
  }

  @Test
  void refusesWhatItDoesNotKnowAndListsEveryProblemWithItsLine() {
    String yaml =
        """
        name: x
        seed: 1
        from: 2017-01-01
        to: 2016-01-01
        sensors: 2
        interval: 7m
        weather: rainy
        groups: {a: [sensor-01, sensor-03]}
        noise: {k: 8, color: pink}
        ports:
          - {port: 23/tcp, q1: 1, q2: 1, fingerprints: {hajime: 0.5}}
          - {port: 23/tcp, q1: -1, q2: 1}
          - {port: 5/sctp, q1: 1, q2: 1}
          - {port: 0/icmp, q1: 1, q2: 1}
        regions:
          - {country: XX, q1: 1, q2: 1}
        changes:
          - {port: 23/tcp, from: 2017-01-01, factor: 1, shape: wobble}
          - {port: 23/tcp, from: 2017-01-01}
          - {port: 23/tcp, from: 2017-01-01, factor: 1, networks: [2516]}
        """;
    assertThatThrownBy(() -> Models.parse(yaml))
        .hasMessageContaining("model.yaml:7:1: weather: unknown key")
        .hasMessageContaining("model.yaml:9:15: noise.color: unknown key")
        .hasMessageContaining("model.yaml:11:57: ports[0].fingerprints.hajime: unknown")
        .hasMessageContaining("model.yaml:12:24: ports[1].q1: must be 0 to 1000000")
        .hasMessageContaining("model.yaml:13:12: ports[2].port: \"5/sctp\" is not a port")
        .hasMessageContaining("model.yaml:14:12: ports[3].port: is no ICMP request")
        .hasMessageContaining("model.yaml:16:15: regions[0].country: \"XX\" is not a country")
        .hasMessageContaining("model.yaml:18:56: changes[0].shape: \"wobble\" is not one of")
        .hasMessageContaining("model.yaml:19:5: changes[1].factor: write either factor or packets")
        .hasMessageContaining("model.yaml:20:60: changes[2].networks[0]: \"2516\" is not an AS");
  }

  @Test
  void findsWhatDoesNotFitTogether() {
    String yaml =
        """
        name: x
        seed: 1
        from: 2017-01-02
        to: 2017-01-01
        sensors: 2
        interval: 7m
        groups: {a: [sensor-01, sensor-03]}
        outages: [{sensor: sensor-09, from: 2017-01-01, to: 2017-01-02}]
        ports:
          - {port: 23/tcp, q1: 1, q2: 1}
          - {port: 23/tcp, q1: 1, q2: 1}
        regions:
          - {country: JP, q1: 0.5, q2: 1}
        changes:
          - {port: 99/tcp, from: 2017-01-01, factor: 1}
        """;
    assertThatThrownBy(() -> Models.parse(yaml))
        .hasMessageContaining("model.yaml:4:5: to: is before 2017-01-02")
        .hasMessageContaining("model.yaml:6:11: interval: interval length must divide one hour")
        .hasMessageContaining("model.yaml:7:25: groups.a[1]: is not one of the model's 2 sensors")
        .hasMessageContaining("model.yaml:8:20: outages[0].sensor: is not one of")
        .hasMessageContaining("model.yaml:11:12: ports[1].port: 23/tcp is given twice")
        .hasMessageContaining("model.yaml:13:3: regions: q1 adds up to 0.5, not 1")
        .hasMessageContaining("model.yaml:15:12: changes[0].port: 99/tcp has no base level");
  }

  @Test
  void refusesAnIntervalThatDoesNotDivideTheZonesOffset() {
    String yaml = Models.single(1, "2017-01-01", "2017-01-02", 1, "zone: Asia/Kolkata");
    assertThatThrownBy(() -> Models.parse(yaml))
        .hasMessageContaining("does not divide the offset of Asia/Kolkata");
  }

  @Test
  void levelsAreLinearBetweenMidQuartersAndFlatOutside() throws Exception {
    SimulationModel model = Models.jpcert();
    Levels levels = new Levels(model);
    PortLevel telnet = model.level(PortKey.parse("23/tcp"));
    assertThat(levels.base(telnet, LocalDate.of(2017, 1, 1))).isEqualTo(620);
    assertThat(levels.base(telnet, LocalDate.of(2017, 2, 15))).isEqualTo(620);
    assertThat(levels.base(telnet, LocalDate.of(2017, 4, 1)))
        .isCloseTo(620 - 210 * 45 / 89.0, within(1e-9));
    assertThat(levels.base(telnet, LocalDate.of(2017, 5, 15))).isEqualTo(410);
    assertThat(levels.base(telnet, LocalDate.of(2017, 6, 30))).isEqualTo(410);
  }

  @Test
  void changesHaveTheirShapes() throws Exception {
    SimulationModel model = Models.jpcert();
    Levels levels = new Levels(model);
    Change ramp = model.changes().get(0);
    assertThat(levels.added(ramp, LocalDate.of(2017, 4, 2))).isZero();
    assertThat(levels.added(ramp, LocalDate.of(2017, 4, 9))).isCloseTo(36 * 2.3, within(1e-9));
    assertThat(levels.added(ramp, LocalDate.of(2017, 4, 16))).isCloseTo(36 * 4.6, within(1e-9));
    assertThat(levels.added(ramp, LocalDate.of(2017, 6, 30))).isCloseTo(36 * 4.6, within(1e-9));
    Change fluctuating = model.changes().get(3);
    double base = 118 * 0.35;
    assertThat(levels.added(fluctuating, LocalDate.of(2017, 6, 13)))
        .isCloseTo(1.5 * base, within(1e-9));
    assertThat(levels.added(fluctuating, LocalDate.of(2017, 6, 20)))
        .isCloseTo(0.5 * base, within(1e-9));
    assertThat(levels.added(fluctuating, LocalDate.of(2017, 6, 27)))
        .isCloseTo(1.5 * base, within(1e-9));
  }

  @Test
  void expectsTheRanksOfThePublishedReport() throws Exception {
    SimulationModel model = Models.jpcert();
    Levels levels = new Levels(model);
    LocalDate q1 = LocalDate.of(2017, 1, 1);
    LocalDate q2 = LocalDate.of(2017, 4, 1);
    LocalDate end = LocalDate.of(2017, 7, 1);
    List<String> ports =
        model.ports().stream()
            .map(PortLevel::port)
            .filter(PortKey::isPort)
            .map(PortKey::toString)
            .toList();
    ToDoubleFunction<String> before =
        port -> mean(q1, q2, day -> levels.expected(PortKey.parse(port), day));
    ToDoubleFunction<String> now =
        port -> mean(q2, end, day -> levels.expected(PortKey.parse(port), day));
    List<String> ranked = ranked(ports, now);
    assertThat(ranked.subList(0, 5))
        .containsExactly("23/tcp", "1433/tcp", "22/tcp", "445/tcp", "7547/tcp");
    for (int i = 0; i < 5; i++) {
      assertThat(now.applyAsDouble(ranked.get(i)))
          .as("margin of " + ranked.get(i))
          .isGreaterThan(1.12 * now.applyAsDouble(ranked.get(i + 1)));
    }
    List<String> previous = ranked(ports, before);
    assertThat(previous.indexOf("23/tcp")).isZero();
    assertThat(previous.indexOf("1433/tcp")).isGreaterThanOrEqualTo(10);
    assertThat(previous.indexOf("22/tcp")).isEqualTo(2);
    assertThat(previous.indexOf("445/tcp")).isGreaterThanOrEqualTo(10);
    assertThat(previous.indexOf("7547/tcp")).isEqualTo(3);
    List<String> regions =
        model.regions().stream()
            .map(RegionShare::country)
            .filter(Country::isCountry)
            .map(Country::code)
            .toList();
    assertThat(ranked(regions, code -> share(levels, model, code, q2, end)).subList(0, 5))
        .containsExactly("CN", "US", "RU", "KR", "BR");
    List<String> regionsBefore = ranked(regions, code -> share(levels, model, code, q1, q2));
    assertThat(Stream.of("CN", "US", "RU", "KR", "BR").map(regionsBefore::indexOf))
        .containsExactly(0, 1, 6, 3, 5);
  }

  private static double share(
      Levels levels, SimulationModel model, String code, LocalDate from, LocalDate to) {
    RegionShare region =
        model.regions().stream()
            .filter(each -> each.country().code().equals(code))
            .findFirst()
            .orElseThrow();
    return mean(from, to, day -> levels.share(region, day));
  }

  private static double mean(LocalDate from, LocalDate to, ToDoubleFunction<LocalDate> level) {
    return from.datesUntil(to).mapToDouble(level).average().orElseThrow();
  }

  private static List<String> ranked(List<String> names, ToDoubleFunction<String> by) {
    return names.stream().sorted(Comparator.comparingDouble(by).reversed()).toList();
  }
}
