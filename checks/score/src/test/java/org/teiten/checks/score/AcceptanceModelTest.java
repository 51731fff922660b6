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
  private static final int CHANGES = 4;
  private static final int MAY_ANSWER_NONE = 2;

  @ParameterizedTest
  @ValueSource(longs = {20170630, 1, 2, 3})
  void claimsEachChangeOfTheAcceptanceModelOnceAndNothingElse(long seed) throws Exception {
    Path file = given();
    assumeTrue(Files.exists(file), "no folder shared/ beside the checkout: " + file);

    HalfYear halfYear = HalfYear.of(SimulationModel.load(file), seed, false);

    assertThat(halfYear).matches(AcceptanceModelTest::accepted, "accepted");
  }

  /** The model that the acceptance page names. */
  static Path given() {
    return shared().resolve("acceptance/jpcert-2017q2.yaml");
  }

  /** Each change claimed once and rightly explained, and at most two claims that answer none. */
  static boolean accepted(HalfYear halfYear) {
    return halfYear.outcomes().size() == CHANGES
        && halfYear.outcomes().stream().allMatch(HalfYear.Outcome::accepted)
        && halfYear.outcomes().stream().allMatch(HalfYear.Outcome::explained)
        && halfYear.unanswering() <= MAY_ANSWER_NONE;
  }

  private static Path shared() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("shared"))) {
      at = at.getParent();
    }
    return at == null ? Path.of("shared") : at.resolve("shared");
  }
}
