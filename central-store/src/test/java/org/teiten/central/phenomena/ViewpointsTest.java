// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.TrafficClass;

/** Simulated changes that some or all of 24 sensors in two groups see. */
class ViewpointsTest {
  private static final LocalDate FROM = LocalDate.of(2017, 4, 1);
  private static final LocalDate TO = LocalDate.of(2017, 6, 30);
  private static final int FIRST_OVERSEAS = 18;
  private static final int START = 130;
  private static final Series SMB = new Series(TrafficClass.SCAN, "445/tcp");

  @Test
  void aChangeThatAllSensorsSeeIsGlobal() {
    CubeModel model = fewPorts();
    model.planted.add(CubeModel.change("445/tcp", null, 5, 11, 1.8, "step"));

    Phenomenon claim = onlyClaim(grouped(model.draw(5)));

    assertThat(claim.seenBy().spread()).isEqualTo(Spread.GLOBAL);
    assertThat(claim.seenBy().groups())
        .extracting(Viewpoint::group)
        .containsExactly("domestic", "overseas");
    assertThat(claim.seenBy().groups())
        .allSatisfy(
            view -> {
              assertThat(view.sees()).isTrue();
              assertThat(view.movement().factor()).isCloseTo(claim.factor(), within(0.2));
              assertThat(view.movement().during() / view.rateBefore())
                  .as("without the drift of the base level from 30 to 55")
                  .isGreaterThan(claim.factor() + 0.4);
              assertThat(view.sensorsSeeing()).isEqualTo(view.sensorsObserving());
              assertThat(view.sources()).isNull();
            });
  }

  @Test
  void aChangeThatOneGroupSeesIsLocal() {
    CubeModel model = fewPorts();
    Observations observations = grouped(model.draw(5));
    addOverseas(observations);

    Phenomenon claim = onlyClaim(observations);

    assertThat(claim.seenBy().spread()).isEqualTo(Spread.LOCAL);
    Viewpoint domestic = claim.seenBy().groups().get(0);
    assertThat(domestic.sees()).isFalse();
    assertThat(domestic.movement().factor()).isCloseTo(1, within(0.1));
    assertThat(domestic.sensorsObserving()).isEqualTo(FIRST_OVERSEAS);
    assertThat(domestic.sensorsSeeing()).isLessThan(FIRST_OVERSEAS / 4);
    Viewpoint overseas = claim.seenBy().groups().get(1);
    assertThat(overseas.sees()).isTrue();
    assertThat(overseas.movement().added(true))
        .as("200 packets a sensor of one address")
        .isCloseTo(200, within(15.0));
    assertThat(overseas.sensorsSeeing()).isEqualTo(6);
  }

  @Test
  void aSensorThatIsNewOrAwayIsNotCompared() {
    CubeModel model = fewPorts();
    model.appearing.put(20, START);
    model.outages.add(new CubeModel.Outage(21, CubeModel.FIRST.plusDays(START), TO));
    Observations observations = grouped(model.draw(5));
    addOverseas(observations);

    Viewpoint overseas = onlyClaim(observations).seenBy().groups().get(1);

    assertThat(overseas.sensorsObserving()).isEqualTo(4);
    assertThat(overseas.sees()).isTrue();
  }

  private static CubeModel fewPorts() {
    CubeModel model = CubeModel.acceptance(0);
    model.loudSources = 0;
    model.ports.removeIf(port -> port.q1() > 100 || port.q1() < 25);
    return model;
  }

  private static Observations grouped(Observations observations) {
    for (int sensor = 0; sensor < observations.sensors().size(); sensor++) {
      observations.group(sensor, sensor < FIRST_OVERSEAS ? "domestic" : "overseas");
    }
    return observations;
  }

  private static void addOverseas(Observations observations) {
    List<String> countries = List.of("CN", "US", "BR", "RU", "VN");
    for (int day = START; day < CubeModel.DAYS; day++) {
      for (String country : countries) {
        observations.countFrom(country, day, SMB, 6 * 40, 60);
      }
      for (int sensor = FIRST_OVERSEAS; sensor < FIRST_OVERSEAS + 6; sensor++) {
        observations.countAt(sensor, day, SMB, 40 * countries.size());
      }
    }
  }

  private static Phenomenon onlyClaim(Observations observations) {
    PhenomenaAnswer answer =
        new PhenomenaDetection(DetectionConfig.standard())
            .detect(observations, (asked, along) -> bySensor(observations, asked, along), FROM, TO);
    List<Phenomenon> claims =
        answer.phenomena().stream().filter(one -> one.series().equals(SMB)).toList();
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  private static Map<Breakdowns.Key, double[]> bySensor(
      Observations observations, Set<Series> asked, Dimension along) {
    Map<Breakdowns.Key, double[]> counts = new HashMap<>();
    if (along == Dimension.SENSOR) {
      asked.forEach(
          series ->
              observations
                  .bySensor(series)
                  .forEach(
                      (sensor, own) ->
                          counts.put(
                              new Breakdowns.Key(series, "any", observations.sensors().get(sensor)),
                              own.packets())));
    }
    return counts;
  }
}
