// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.IpAddress;

class MatchingTest {
  private static Profile profile(int last, String country, long days, long packets) {
    return new Profile(IpAddress.parse("203.0.113." + last), country, days, packets);
  }

  private static List<Profile> others(int from, int number, String country) {
    List<Profile> others = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      others.add(profile(from + i, country, 0b1011, 20));
    }
    return others;
  }

  @Test
  void takesFiveOfTheSameCountryIfThereAreSoMany() {
    List<Profile> others = others(100, 9, "US");
    others.addAll(others(50, 5, "JP"));
    Matching.Match match =
        new Matching().match(List.of(profile(1, "JP", 0b1011, 20)), others).get(0);
    assertThat(match.comparable()).hasSize(5).allMatch(one -> one.country().equals("JP"));
  }

  @Test
  void takesOthersWhereTheCountryHasTooFew() {
    List<Profile> others = others(100, 9, "US");
    others.addAll(others(50, 2, "JP"));
    Matching.Match match =
        new Matching().match(List.of(profile(1, "JP", 0b1011, 20)), others).get(0);
    assertThat(match.comparable()).hasSize(5);
    assertThat(match.comparable().subList(0, 2)).allMatch(one -> one.country().equals("JP"));
  }

  @Test
  void nobodyStandsForTwoWhileThereIsAnybodyElseAndAllChooseOneBeforeAnyChoosesASecond() {
    List<Profile> told =
        List.of(
            profile(1, "JP", 0b1011, 20),
            profile(2, "JP", 0b1011, 20),
            profile(3, "JP", 0b1011, 20));
    Matching matching = new Matching();
    List<Matching.Match> matches = matching.match(told, others(50, 7, "JP"));
    Set<Profile> chosen = new HashSet<>();
    matches.forEach(match -> chosen.addAll(match.comparable()));
    assertThat(matches.stream().mapToInt(match -> match.comparable().size())).containsOnly(2, 3);
    assertThat(chosen).hasSize(7);
    assertThat(matching.reused()).isZero();

    assertThat(matching.match(List.of(profile(4, "JP", 0b1011, 20)), others(50, 7, "JP")).get(0))
        .satisfies(match -> assertThat(match.comparable()).hasSize(1));
    assertThat(matching.reused()).isEqualTo(1);
  }

  @Test
  void whoWasSeenAtAnotherTimeOrSendsMuchMoreIsNotComparable() {
    Profile told = profile(1, "JP", 0b1011, 20);
    assertThat(told.distance(profile(2, "JP", 0b1011, 20))).isZero();
    assertThat(told.distance(profile(2, "JP", 0b0110, 20))).as("last seen").isInfinite();
    assertThat(told.distance(profile(2, "JP", 0b1011, 100))).as("packets").isInfinite();
    assertThat(told.distance(profile(2, "JP", 0x0fff_ffff, 20))).as("days").isInfinite();
    assertThat(told.distance(profile(2, "JP", 0b0101, 30))).isBetween(0.1, 2.0);
    assertThat(
            new Matching()
                .match(List.of(told), List.of(profile(2, "JP", 0b0110, 20)))
                .get(0)
                .comparable())
        .isEmpty();
  }
}
