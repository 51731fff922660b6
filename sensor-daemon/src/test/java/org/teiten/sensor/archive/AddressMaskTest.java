// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

class AddressMaskTest {
  private final AddressMask mask =
      new AddressMask(
          List.of(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("2001:db8:7::/48")),
          Set.of(IpAddress.parse("192.0.2.1")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from 203.0.113.9 to 198.51.100.1 | from [address] to 198.51.100.1",
        "203.0.113.9:80 | [address]:80",
        "[2001:db8:7::1]:443 | [[address]]:443",
        "is 2001:DB8:7:0:0:0:0:1. | is [address].",
        "203.0.113.0/24 | [address]/24",
        "at 192.0.2.1, at 192.0.2.11 | at [address], at 192.0.2.11",
        "12:00:01 2001:db8:8::1 | 12:00:01 2001:db8:8::1",
        "seen 2001:db8:7::2: gone | seen [address]: gone",
        "1.203.0.113.9 | 1.203.0.113.9",
        "version 1.2.3.4 | version 1.2.3.4"
      })
  void takesOutTheSensorsAddressesAndNoOther(String text, String masked) {
    assertThat(mask.of(text)).isEqualTo(masked);
  }

  @Test
  void countsThem() {
    mask.of("203.0.113.1 and 203.0.113.1 and 198.51.100.1");
    assertThat(mask.count()).isEqualTo(2);
  }
}
