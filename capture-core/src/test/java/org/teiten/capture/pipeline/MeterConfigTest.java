// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teiten.capture.pipeline.MeterConfig.Mode;

class MeterConfigTest {

  @Test
  void refusesATableThatTheCentreWouldNotTake() {
    assertThatThrownBy(() -> config(60, 16_000_001, 64, 1))
        .hasMessage("keys of an interval must be 1024 to 16000000, not 16000001");
    assertThatThrownBy(() -> config(60, 16_000_000, 64, 1)).hasMessageContaining("16000000 rows");
    assertThat(config(60, 15_900_000, 65_536, 1).maxKeys()).isEqualTo(15_900_000);
  }

  @Test
  void refusesWhatCannotBeMetered() {
    assertThatThrownBy(() -> config(60, 1_023, 64, 1)).hasMessageContaining("1024");
    assertThatThrownBy(() -> config(60, 1_024, 63, 1)).hasMessageContaining("64 to 65536");
    assertThatThrownBy(() -> config(7, 1_024, 64, 1)).hasMessageContaining("divide one hour");
    assertThatThrownBy(() -> config(60, 1_024, 64, 61)).hasMessageContaining("slack");
    assertThatThrownBy(() -> config(60, 1_024, 64, -1)).hasMessageContaining("slack");
  }

  private static MeterConfig config(int seconds, int maxKeys, int maxFoldedKeys, int slack) {
    return new MeterConfig(
        Mode.LIVE,
        seconds,
        List.of(),
        List.of(),
        maxKeys,
        maxFoldedKeys,
        Duration.ofSeconds(slack),
        1,
        2);
  }
}
