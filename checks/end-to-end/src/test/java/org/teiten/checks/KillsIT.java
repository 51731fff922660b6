// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.KillCampaign.Result;
import org.teiten.checks.KillCampaign.Victim;

/** Three kills each; {@code ./test.sh --long kills} makes fifty of each. */
class KillsIT {
  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void killingTheSensorLosesNothingThatWasSpooledAndCountsNothingTwice() {
    check(KillCampaign.run(folder, Victim.SENSOR, ROUNDS, 1));
  }

  @Test
  void killingTheCentreLosesNothingAndCountsNothingTwice() {
    Result result = KillCampaign.run(folder, Victim.CENTRE, ROUNDS, 2);
    check(result);
    assertThat(result.stored()).isEqualTo(result.arrived());
  }

  static void check(Result result) {
    assertThat(result.twice()).as("counted twice: %s", result).isZero();
    assertThat(result.lostThoughSpooled()).as("lost from the spool: %s", result).isZero();
    assertThat(result.stored())
        .as("stored: %s", result)
        .isBetween(result.spooled(), result.arrived());
    assertThat(result.spooled()).as("spooled: %s", result).isPositive();
  }
}
