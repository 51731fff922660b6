// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceRuleTest {
  /** One letter a day: s seen, . observed and not seen, o not observed, x seen all the same. */
  private static Optional<Followed> follow(String days) {
    long seen = 0;
    boolean[] observed = new boolean[days.length()];
    for (int day = 0; day < days.length(); day++) {
      char letter = days.charAt(day);
      seen |= letter == 's' || letter == 'x' ? 1L << day : 0;
      observed[day] = letter == 's' || letter == '.';
    }
    return SilenceRule.follow(seen, observed, days.length());
  }

  private static Optional<Followed> silent(int days, boolean returned) {
    return Optional.of(new Followed(days, true, returned));
  }

  private static Optional<Followed> active(int days) {
    return Optional.of(new Followed(days, false, false));
  }

  @Test
  void silenceBeginsOnTheFirstOfSevenDays() {
    assertThat(follow("sss.......")).isEqualTo(silent(3, false));
    assertThat(follow(".......")).isEqualTo(silent(0, false));
    assertThat(follow("s......s......s.......")).isEqualTo(silent(15, false));
  }

  @Test
  void whoIsSeenAfterItHasReturned() {
    assertThat(follow("s.......s.......")).isEqualTo(silent(1, true));
    assertThat(follow("s.......ox")).isEqualTo(silent(1, true));
  }

  @Test
  void whoeverIsNotSilentIsFollowedUpToTheLastDayWithAWeekAfterIt() {
    assertThat(follow("ssssssssss")).isEqualTo(active(3));
    assertThat(follow("ssssssss..")).isEqualTo(active(3));
    assertThat(follow("ssssss")).isEmpty();
    assertThat(follow("......")).isEmpty();
    assertThat(follow("")).isEmpty();
  }

  @Test
  void aDayThatWasNotObservedIsNoSilence() {
    assertThat(follow("s...oo....")).isEqualTo(silent(1, false));
    assertThat(follow("s...oo...")).isEqualTo(active(0));
    assertThat(follow("so.......s")).as("begins when it was looked at").isEqualTo(silent(2, true));
    assertThat(follow("s...x.......")).as("seen by other sensors").isEqualTo(silent(5, false));
  }

  @Test
  void fromALongOutageOnNothingIsKnown() {
    assertThat(follow("sssssssssooo.......")).isEqualTo(active(2));
    assertThat(follow("s...ooo.......")).isEmpty();
    assertThat(follow("ooossssssssss")).isEmpty();
    assertThat(follow("s.......ooo...s")).isEqualTo(silent(1, true));
  }
}
