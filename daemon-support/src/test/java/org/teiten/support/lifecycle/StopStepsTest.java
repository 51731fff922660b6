// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopStepsTest {
  private final List<String> taken = new ArrayList<>();

  @Test
  void takesEveryStepInOrderEvenAfterOneFailed() {
    StopSteps steps =
        new StopSteps()
            .then("capture", left -> taken.add("capture"))
            .then(
                "spool",
                left -> {
                  throw new IOException("disk full");
                })
            .then("ship", left -> taken.add("ship"));
    assertThat(steps.run(Duration.ofMinutes(1))).isFalse();
    assertThat(taken).containsExactly("capture", "ship");
  }

  @Test
  void givesALaterStepWhatIsLeftOfTheDeadline() {
    List<Duration> left = new ArrayList<>();
    StopSteps steps = new StopSteps().then("first", left::add).then("second", left::add);
    assertThat(steps.run(Duration.ZERO)).isTrue();
    assertThat(left).containsExactly(Duration.ZERO, Duration.ZERO);
  }
}
