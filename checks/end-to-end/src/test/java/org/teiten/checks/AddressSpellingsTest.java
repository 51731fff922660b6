// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.IpAddress;

class AddressSpellingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "from 203.0.113.5.",
        "{\"n\":3405803781}",
        "203-0-113-5",
        "5.113.0.203.in-addr.arpa",
        "::FFFF:203.0.113.5",
        "::ffff:cb00:7105",
        "0xCB007105",
        "cb:00:71:05",
        "203%2E0%2E113%2E5",
        "203.000.113.005",
        "-889163515",
        "ywBxBQ=="
      })
  void findsAnAddressHoweverItIsWritten(String text) {
    assertThat(new AddressSpellings(IpAddress.parse("203.0.113.5")).in(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001:DB8:77:1::25",
        "2001:0db8:0077:0001:0000:0000:0000:0025",
        "20010db8007700010000000000000025",
        "2001-db8-77-1--25",
        "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.7.7.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
        "2001%3Adb8%3A77%3A1%3A%3A25"
      })
  void findsOneOfVersionSixHoweverItIsWritten(String text) {
    assertThat(new AddressSpellings(IpAddress.parse("2001:db8:77:1::25")).in(text)).isNotEmpty();
  }

  @Test
  void takesNoNeighbourForIt() {
    AddressSpellings spellings = new AddressSpellings(IpAddress.parse("203.0.113.1"));

    assertThat(spellings.in("203.0.113.17 203.0.113.10 1203.0.113.1 34058037770 cb00710112"))
        .isEmpty();
  }
}
