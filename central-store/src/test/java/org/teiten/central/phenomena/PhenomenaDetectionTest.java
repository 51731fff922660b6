// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.TrafficClass;

class PhenomenaDetectionTest {
  private static final LocalDate FROM = LocalDate.of(2017, 4, 1);
  private static final LocalDate TO = LocalDate.of(2017, 6, 30);
  private static final int FEW_PORTS = 20;

  @Test
  void claimsEachChangeOfTheAcceptanceModelOnce() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS).withAcceptanceChanges();

    PhenomenaAnswer answer = detect(model, 5);

    assertThat(answer.phenomena())
        .extracting(each -> each.series().port() + " " + each.country() + " " + each.kind().label())
        .containsExactlyInAnyOrder(
            "1433/tcp null ramp", "445/tcp null rise", "445/tcp JP rise", "22/tcp JP rise");
    assertThat(claim(answer, "445/tcp", "JP").start()).isBetween(day(5, 21), day(5, 25));
    assertThat(claim(answer, "445/tcp", null).start()).isBetween(day(5, 11), day(5, 15));
    assertThat(claim(answer, "1433/tcp", null).start()).isBetween(day(3, 27), day(4, 10));
    Phenomenon telephones = claim(answer, "22/tcp", "JP");
    assertThat(telephones.start()).isBetween(day(6, 11), day(6, 15));
    assertThat(telephones.end()).isNull();
    assertThat(telephones.networks()).containsExactlyInAnyOrder(9605L, 2516L, 17676L, 2497L);
    assertThat(telephones.factor()).isGreaterThan(8);
    assertThat(telephones.packetsAdded()).isBetween(8_000.0, 40_000.0);
    assertThat(telephones.sourcesAdded()).isBetween(1_400.0, 8_000.0);
  }

  @Test
  void whatOthersDidAtTheSameTimeIsNoPartOfAChange() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS).withAcceptanceChanges();

    Phenomenon all = claim(detect(model, 5), "445/tcp", null);

    assertThat(all.explainedBy())
        .filteredOn(each -> each.kind() == Dimension.COUNTRY)
        .isNotEmpty()
        .noneMatch(each -> each.value().equals("JP"));
    assertThat(all.leaveOut().rankWithout()).isGreaterThan(all.leaveOut().rank());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void aCountryThatDidNotRiseWithTheOthersIsClaimedByAllThatItAddsLater(long seed) {
    CubeModel model = CubeModel.acceptance(FEW_PORTS).withAcceptanceChanges();
    model.planted.removeIf(
        each -> each.port().equals("445/tcp") && each.countries().contains("JP"));
    model.planted.add(CubeModel.change("445/tcp", "JP", 5, 23, 0.25, "step"));

    assertThat(claim(detect(model, seed), "445/tcp", "JP").start())
        .isBetween(day(5, 21), day(5, 25));
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 8})
  void anOutageOfHalfOfTheSensorsChangesNoClaim(long seed) {
    CubeModel model = CubeModel.acceptance(FEW_PORTS).withAcceptanceChanges();
    for (int sensor = 0; sensor < 12; sensor++) {
      model.outages.add(new CubeModel.Outage(2 * sensor, day(5, 1), day(5, 21)));
    }

    assertThat(detect(model, seed).phenomena())
        .extracting(each -> each.series().port() + " " + each.country() + " " + each.kind().label())
        .containsExactlyInAnyOrder(
            "1433/tcp null ramp", "445/tcp null rise", "445/tcp JP rise", "22/tcp JP rise");
  }

  @Test
  void driftsOutagesAndNewSensorsAreNoPhenomena() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS);
    model.outages.add(new CubeModel.Outage(3, day(5, 1), day(5, 14)));
    model.outages.add(new CubeModel.Outage(4, day(5, 3), day(5, 9)));
    model.outages.add(new CubeModel.Outage(5, day(5, 3), day(5, 9)));
    model.appearing.put(20, 110);
    model.appearing.put(21, 130);

    PhenomenaAnswer answer = detect(model, 6);

    assertThat(answer.phenomena()).isEmpty();
    assertThat(answer.trends())
        .filteredOn(each -> each.series().port().equals("5358/tcp"))
        .singleElement()
        .satisfies(each -> assertThat(each.factor()).isLessThan(0.6));
    assertThat(answer.suspectedBlind()).isEmpty();
  }

  @Test
  void aSensorThatSeesNothingOnAnyPortIsAFindingAboutCoverage() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS);
    model.silent.add(new CubeModel.Outage(2, day(5, 10), day(5, 16)));

    PhenomenaAnswer answer = detect(model, 7);

    assertThat(answer.phenomena()).isEmpty();
    assertThat(answer.suspectedBlind())
        .containsExactly(new SuspectedBlind("sensor-03", day(5, 10), day(5, 16)));
  }

  @Test
  void oneSourceIsListedApartOnceHoweverManyPortsItMeets() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS);
    model.loudSources = 0;
    Observations observations = model.draw(8);
    for (CubeModel.Port port : model.ports) {
      Series series = new Series(TrafficClass.SCAN, port.name());
      for (int day = 120; day < 126; day++) {
        observations.countFrom("NL", day, series, 900, 1);
        observations.countAt(day % 24, day, series, 900);
        observations.loud(new LoudSourceDay(day, series, "192.0.2.7", "NL", 64496, 900));
      }
    }

    PhenomenaAnswer answer = detection().detect(observations, model, FROM, TO);

    assertThat(answer.phenomena()).isEmpty();
    assertThat(answer.singleSources()).hasSize(1);
    SingleSource source = answer.singleSources().get(0);
    assertThat(source.source()).isEqualTo("192.0.2.7");
    assertThat(source.start()).isEqualTo(CubeModel.FIRST.plusDays(120));
    assertThat(source.end()).isEqualTo(CubeModel.FIRST.plusDays(125));
    assertThat(source.series()).hasSizeGreaterThan(20);
  }

  @Test
  void backscatterOfManyVictimsIsClaimedAsBackscatter() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS);
    Observations observations = model.draw(9);
    Series flood = new Series(TrafficClass.BACKSCATTER, "80/tcp");
    for (int day = 0; day < CubeModel.DAYS; day++) {
      boolean attacked = day >= 130 && day < 136;
      observations.countFrom(
          "US", day, flood, (attacked ? 900 : 30) + day % 7, attacked ? 300 : 20);
      observations.countAt(day % 24, day, flood, attacked ? 900 : 30);
    }

    PhenomenaAnswer answer = detection().detect(observations, model, FROM, TO);

    assertThat(answer.phenomena()).hasSize(1);
    Phenomenon claim = answer.phenomena().get(0);
    assertThat(claim.series()).isEqualTo(flood);
    assertThat(claim.kind()).isEqualTo(PhenomenonKind.BURST);
    assertThat(claim.start()).isEqualTo(CubeModel.FIRST.plusDays(130));
    assertThat(claim.end()).isEqualTo(CubeModel.FIRST.plusDays(135));
    assertThat(claim.factor()).isCloseTo(27, within(3.0));
  }

  @Test
  void aPortNeverSeenBeforeAppears() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS);
    Observations observations = model.draw(10);
    Series fresh = new Series(TrafficClass.SCAN, "9530/tcp");
    for (int day = 140; day < CubeModel.DAYS; day++) {
      for (String country : List.of("CN", "US", "BR", "RU", "VN")) {
        observations.countFrom(country, day, fresh, 20 + day % 5, 6);
      }
      observations.countAt(day % 24, day, fresh, 110);
    }

    PhenomenaAnswer answer = detection().detect(observations, model, FROM, TO);

    assertThat(answer.phenomena()).hasSize(1);
    assertThat(answer.phenomena().get(0).kind()).isEqualTo(PhenomenonKind.APPEARANCE);
    assertThat(answer.phenomena().get(0).start()).isEqualTo(CubeModel.FIRST.plusDays(140));
    assertThat(answer.phenomena().get(0).country()).isNull();
  }

  @Test
  void aFallIsClaimedAsOneWithItsEnd() {
    CubeModel model = CubeModel.acceptance(FEW_PORTS);
    model.planted.add(
        new CubeModel.Planted(
            "3389/tcp",
            java.util.Set.of(),
            java.util.Set.of(),
            day(4, 20),
            day(5, 25),
            -0.6,
            "step",
            List.of()));

    Phenomenon fall = claim(detect(model, 11), "3389/tcp", null);

    assertThat(fall.kind()).isEqualTo(PhenomenonKind.FALL);
    assertThat(fall.start()).isBetween(day(4, 18), day(4, 22));
    assertThat(fall.end()).isBetween(day(5, 22), day(5, 26));
    assertThat(fall.packetsAdded()).isNegative();
  }

  @Test
  void observationsOfOneDayAndOfNothingGiveAnEmptyAnswer() {
    Observations nothing = new Observations(FROM, 1, List.of("sensor-01"));

    PhenomenaAnswer answer =
        detection().detect(nothing, (series, dimension) -> java.util.Map.of(), FROM, TO);

    assertThat(answer.phenomena()).isEmpty();
    assertThat(answer.trends()).isEmpty();
    assertThat(answer.seriesTested()).isZero();
  }

  @Test
  void looksAtNoSeriesOnceItIsNotToGoOn() {
    Observations observations = new Observations(FROM, 1, List.of("sensor-01"));
    observations.countFrom("JP", 0, new Series(TrafficClass.SCAN, "23/tcp"), 100, 10);
    PhenomenaDetection ended =
        new PhenomenaDetection(
            DetectionConfig.standard(),
            () -> {
              throw new IllegalStateException("enough");
            });

    assertThatThrownBy(
            () -> ended.detect(observations, (series, dimension) -> java.util.Map.of(), FROM, TO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("enough");
  }

  private static PhenomenaAnswer detect(CubeModel model, long seed) {
    return detection().detect(model.draw(seed), model, FROM, TO);
  }

  private static PhenomenaDetection detection() {
    return new PhenomenaDetection(DetectionConfig.standard());
  }

  private static Phenomenon claim(PhenomenaAnswer answer, String port, String country) {
    List<Phenomenon> claims =
        answer.phenomena().stream()
            .filter(each -> each.series().port().equals(port))
            .filter(each -> java.util.Objects.equals(each.country(), country))
            .toList();
    assertThat(claims)
        .as("claims of %s from %s in %s", port, country, answer.phenomena())
        .hasSize(1);
    return claims.get(0);
  }

  private static LocalDate day(int month, int day) {
    return LocalDate.of(2017, month, day);
  }
}
