// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigChangesTest {
  record Spool(ByteSize maxBytes, Duration age) {}

  record Settings(
      String name, @Key("interface") String link, Spool spool, Optional<String> filter) {}

  private static final Settings BEFORE =
      new Settings(
          "a", "eth0", new Spool(new ByteSize(64), Duration.ofMinutes(1)), Optional.empty());

  @Test
  void namesTheKeysThatDiffer() {
    Settings after =
        new Settings(
            "a", "eth1", new Spool(new ByteSize(65), Duration.ofSeconds(60)), Optional.of("udp"));
    assertThat(ConfigChanges.between(BEFORE, after))
        .isEqualTo(List.of("interface", "spool.max_bytes", "filter"));
  }

  @Test
  void theSameSettingsDifferInNothing() {
    assertThat(ConfigChanges.between(BEFORE, BEFORE)).isEmpty();
  }
}
