// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

class MonitoredAddressesTest {

  @Test
  void countsAddressesAndNetworksOnceHoweverTheyAreWritten() {
    MonitoredAddresses monitored =
        of("192.0.2.0/24", "192.0.2.128/25", "192.0.2.7", "198.51.100.0/31");
    assertThat(monitored.ipv4Addresses()).isEqualTo(258);
    assertThat(monitored.ipv6Networks()).isZero();
    MonitoredAddresses ipv6 =
        of("2001:db8::/62", "2001:db8::1", "2001:db8:1::1", "2001:db8:1::2", "2001:db8:2::/65");
    assertThat(ipv6.ipv6Networks()).isEqualTo(4 + 1 + 1);
    assertThat(of("::/0").ipv6Networks()).isEqualTo(Long.MAX_VALUE);
    assertThat(of("0.0.0.0/0").ipv4Addresses()).isEqualTo(1L << 32);
  }

  @Test
  void nothingConfiguredMeansEverything() {
    MonitoredAddresses monitored = of();
    assertThat(monitored.all()).isTrue();
    assertThat(monitored.contains(6, 1, 2)).isTrue();
    assertThat(monitored.ipv4Addresses()).isZero();
  }

  @Test
  void agreesWithThePrefixesThemselves() {
    Random random = new Random(7);
    List<IpPrefix> prefixes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int length = random.nextInt(33);
      long mask = length == 0 ? 0 : -1L << (32 - length);
      prefixes.add(
          new IpPrefix(new IpAddress(4, 0, random.nextInt() & mask & 0xffffffffL), length));
      prefixes.add(new IpPrefix(new IpAddress(6, random.nextLong() & -1L << 20, 0), 44 + i % 20));
    }
    prefixes.removeIf(prefix -> prefix.length() < 6);
    MonitoredAddresses monitored = new MonitoredAddresses(prefixes);
    int inside = 0;
    for (int i = 0; i < 20_000; i++) {
      IpPrefix near = prefixes.get(random.nextInt(prefixes.size()));
      IpAddress edge = random.nextBoolean() ? near.address() : near.last();
      boolean v4 = edge.version() == 4;
      long low = edge.low() + random.nextInt(3) - 1;
      IpAddress address = new IpAddress(edge.version(), edge.high(), v4 ? low & 0xffffffffL : low);
      boolean expected = prefixes.stream().anyMatch(prefix -> prefix.contains(address));
      assertThat(monitored.contains(address.version(), address.high(), address.low()))
          .isEqualTo(expected);
      inside += expected ? 1 : 0;
    }
    assertThat(inside).isBetween(5_000, 19_000);
  }

  private static MonitoredAddresses of(String... prefixes) {
    return new MonitoredAddresses(Arrays.stream(prefixes).map(IpPrefix::parse).toList());
  }
}
