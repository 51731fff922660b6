// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

class SpecialSourcesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8"
      })
  void holdsTheRangeToItsEdges(String text) {
    IpPrefix range = IpPrefix.parse(text);
    IpAddress first = range.address();
    IpAddress last = range.last();
    assertThat(isSpecial(first)).isTrue();
    assertThat(isSpecial(last)).isTrue();
    if (first.version() == 4 && first.low() > 0 && last.low() < 0xffffffffL) {
      assertThat(isSpecial(new IpAddress(4, 0, first.low() - 1))).isFalse();
      assertThat(isSpecial(new IpAddress(4, 0, last.low() + 1))).isFalse();
    }
    if (first.version() == 6 && first.high() >>> 61 == 1 && last.high() >>> 48 < 0x3fff) {
      assertThat(isSpecial(new IpAddress(6, last.high() + 1, 0))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "198.20.0.0", "223.255.255.255", "2400::1", "64:ff9b::808:808"})
  void ordinaryAddressesAreNotSpecial(String text) {
    assertThat(isSpecial(IpAddress.parse(text))).isFalse();
  }

  private static boolean isSpecial(IpAddress address) {
    return address.version() == 4
        ? SpecialSources.containsIpv4((int) address.low())
        : SpecialSources.containsIpv6(address.high(), address.low());
  }
}
