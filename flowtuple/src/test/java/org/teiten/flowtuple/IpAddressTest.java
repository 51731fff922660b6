// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "255.255.255.255, 255.255.255.255",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::ffff:192.0.2.1, ::ffff:c000:201"
  })
  void isWrittenAsRfc5952Says(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical);
    assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
  }

  @Test
  void survivesBytesAndText() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j += 2) {
        if (random.nextInt(3) == 0) {
          bytes[j] = 0;
          bytes[j + 1] = 0;
        }
      }
      IpAddress address = IpAddress.ofBytes(bytes);
      assertThat(address.bytes()).isEqualTo(bytes);
      assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "1.2.3", "1.2.3.256", "1:2", "example.org", "::g"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, 192.0.3.0",
    "192.0.2.7/32, 192.0.2.7, 192.0.2.8",
    "0.0.0.0/0, 255.255.255.255, ::1",
    "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
    "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, 2001:db8:0:1::",
    "2001:db8::80/121, 2001:db8::ff, 2001:db8::7f",
    "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 1.2.3.4"
  })
  void aPrefixHoldsItsLastAddressAndNotItsNeighbour(String prefix, String last, String outside) {
    IpPrefix parsed = IpPrefix.parse(prefix);
    assertThat(parsed).hasToString(prefix);
    assertThat(parsed.last()).hasToString(last);
    assertThat(parsed.contains(parsed.address())).isTrue();
    assertThat(parsed.contains(parsed.last())).isTrue();
    assertThat(parsed.contains(IpAddress.parse(outside))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/x", "10/8"})
  void aWrongPrefixIsRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> IpPrefix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(text);
  }
}
