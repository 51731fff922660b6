// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveSourceConfigTest {
  private static LiveSourceConfig config(
      String networkInterface, int snapLength, int bufferBytes, Duration timeout) {
    return new LiveSourceConfig(
        networkInterface, snapLength, bufferBytes, timeout, Optional.empty());
  }

  @Test
  void saysWhatIsOutOfRange() {
    Duration timeout = Duration.ofMillis(100);
    assertThatThrownBy(() -> LiveSourceConfig.of(" "))
        .hasMessage("interface is empty: name one, such as eth0");
    assertThatThrownBy(() -> config("eth0", 63, 1 << 20, timeout))
        .hasMessage("snap length 63 is not in 64..262144 bytes");
    assertThatThrownBy(() -> config("eth0", 262_145, 1 << 20, timeout))
        .hasMessage("snap length 262145 is not in 64..262144 bytes");
    assertThatThrownBy(() -> config("eth0", 144, 65_535, timeout))
        .hasMessage("buffer of 65535 bytes is smaller than 65536");
    assertThatThrownBy(() -> config("eth0", 144, 1 << 20, Duration.ofNanos(10)))
        .hasMessage("timeout PT0.00000001S is not in 1ms..1s");
    assertThatThrownBy(() -> config("eth0", 144, 1 << 20, Duration.ofMillis(1_001)))
        .hasMessage("timeout PT1.001S is not in 1ms..1s");
  }

  @Test
  void acceptsItsOwnDefaults() {
    assertThat(LiveSourceConfig.of("eth0").snapLength())
        .isEqualTo(LiveSourceConfig.DEFAULT_SNAP_LENGTH);
  }
}
