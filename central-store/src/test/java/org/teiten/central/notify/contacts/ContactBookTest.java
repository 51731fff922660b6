// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.central.report.Language;
import org.teiten.central.text.EntryId;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

class ContactBookTest {
  private final ContactBook book =
      new ContactBook(
          List.of(
              organisation("carrier", Role.OPERATOR, List.of(), List.of(64496L), "10.0.0.0/8"),
              organisation("campus", Role.OPERATOR, List.of(), List.of(), "10.1.0.0/16"),
              organisation(
                  "lab", Role.OPERATOR, List.of(), List.of(), "10.1.2.0/24", "2001:db8::/32"),
              organisation("isp-body", Role.OPERATOR, List.of("DE"), List.of()),
              organisation("cert-de", Role.NATIONAL, List.of("DE", "AT"), List.of())));

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 64496, DE, lab, prefix",
    "10.1.3.3, 64496, DE, campus, prefix",
    "10.2.0.1, 0, DE, carrier, prefix",
    "11.0.0.1, 64496, DE, carrier, network",
    "11.0.0.1, 64497, DE, isp-body, country",
    "11.0.0.1, 64497, AT, cert-de, national",
    "2001:db8::1, 0, unknown, lab, prefix"
  })
  void theNarrowestClaimDecides(
      String source, long network, String country, String organisation, String by) {
    Optional<ContactBook.Match> match = book.find(IpAddress.parse(source), network, country);

    assertThat(match).isPresent();
    assertThat(match.get().organisation().id().text()).isEqualTo(organisation);
    assertThat(match.get().by().label()).isEqualTo(by);
  }

  @Test
  void whatNobodyClaimsIsLeftToAHuman() {
    assertThat(book.find(IpAddress.parse("11.0.0.1"), 64497, "FR")).isEmpty();
    assertThat(book.find(IpAddress.parse("2001:db9::1"), 0, "unknown")).isEmpty();
  }

  @Test
  void tellsWhichClaimsLieWithinOthers() {
    assertThat(book.overlaps())
        .extracting(
            one -> one.narrower() + " " + one.what() + " in " + one.wider() + " " + one.within())
        .containsExactly(
            "campus 10.1.0.0/16 in carrier 10.0.0.0/8",
            "lab 10.1.2.0/24 in carrier 10.0.0.0/8",
            "lab 10.1.2.0/24 in campus 10.1.0.0/16");
  }

  private static Organisation organisation(
      String id, Role role, List<String> countries, List<Long> networks, String... prefixes) {
    return new Organisation(
        new EntryId(id),
        id,
        role,
        countries.stream().map(CountryCode::new).toList(),
        networks.stream().map(NetworkNumber::new).toList(),
        java.util.Arrays.stream(prefixes).map(IpPrefix::parse).toList(),
        List.of(new MailAddress("abuse@example.net")),
        List.of(Language.EN),
        List.of(NoticeFormat.SHADOWSERVER),
        Tlp.AMBER,
        Rhythm.DAILY,
        Optional.empty(),
        Optional.empty());
  }
}
