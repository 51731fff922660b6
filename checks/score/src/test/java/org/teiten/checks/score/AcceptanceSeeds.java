// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.support.config.InvalidConfigException;

/**
 * The acceptance model under twenty other seeds. Its name keeps it out of the ordinary tests:
 * {@code ./test.sh --long acceptance} asks for it.
 */
class AcceptanceSeeds {
  private static final long FIRST = 101;
  private static final int SEEDS = 20;
  private static final int MAY_FAIL = 1;
  private static final String OUTAGES = "outages:\n";
  private static final String WEEK =
      OUTAGES + "  - {sensor: sensor-11, from: 2017-05-15, to: 2017-05-21}\n";

  @TempDir private Path folder;

  @Test
  void nineteenOfTwentySeedsAreAccepted() throws Exception {
    assertThat(refused(AcceptanceModelTest.given())).hasSizeLessThanOrEqualTo(MAY_FAIL);
  }

  @Test
  void nineteenOfTwentySeedsAreAcceptedWithAnOutageOfAWeek() throws Exception {
    Path given = AcceptanceModelTest.given();
    assumeTrue(Files.exists(given), "no folder shared/ beside the checkout: " + given);
    String model = Files.readString(given);
    assertThat(model).contains(OUTAGES);
    Path file = Files.writeString(folder.resolve("outage.yaml"), model.replace(OUTAGES, WEEK));

    assertThat(refused(file)).hasSizeLessThanOrEqualTo(MAY_FAIL);
  }

  private static List<String> refused(Path file) throws IOException, InvalidConfigException {
    assumeTrue(Files.exists(file), "no folder shared/ beside the checkout: " + file);
    List<String> refused = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      HalfYear halfYear = HalfYear.of(SimulationModel.load(file), seed, false);
      if (!AcceptanceModelTest.accepted(halfYear)) {
        refused.add("seed " + seed + ": " + halfYear.remarks());
      }
    }
    return refused;
  }
}
