// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.checks.simulator.model.SimulationModel;

class AcceptanceModelTest {
  @ParameterizedTest
  @ValueSource(longs = {20170630, 1, 2, 3})
  void claimsEachChangeOfTheAcceptanceModelOnceAndNothingElse(long seed) throws Exception {
    Path file = shared().resolve("acceptance/jpcert-2017q2.yaml");
    assumeTrue(Files.exists(file), "no folder shared/ beside the checkout: " + file);

    HalfYear halfYear = HalfYear.of(SimulationModel.load(file), seed, false);

    assertThat(halfYear.outcomes())
        .as("changes; %s", halfYear.remarks())
        .hasSize(4)
        .allMatch(HalfYear.Outcome::accepted)
        .allMatch(HalfYear.Outcome::explained);
    assertThat(halfYear.unanswering())
        .as("claims without a change; %s", halfYear.remarks())
        .isLessThanOrEqualTo(2);
  }

  private static Path shared() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("shared"))) {
      at = at.getParent();
    }
    return at == null ? Path.of("shared") : at.resolve("shared");
  }
}
