// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.central.CentralConfigs;
import org.teiten.flowtuple.IpAddress;

class OriginTest {
  private static final LocalDate IN_2026 = LocalDate.of(2026, 7, 1);
  private static final LocalDate IN_2017 = LocalDate.of(2017, 5, 1);

  private static OriginDatabases shipped;

  @BeforeAll
  static void readsWhatIsShipped() throws Exception {
    shipped = new OriginDatabases(CentralConfigs.shipped().origin().databases());
    shipped.load();
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, US, 15169",
    "1.0.1.1, CN, 0",
    "133.11.0.1, JP, 2501",
    "202.12.27.33, JP, 7500",
    "193.0.6.139, NL, 3333",
    "200.160.2.3, BR, 22548",
    "163.180.1.1, KR, 0",
    "77.88.8.8, RU, 13238",
    "2404:6800:4004::1, ANY, 15169",
    "2a00:1450:4001::1, ANY, 15169"
  })
  void knowsWhereKnownAddressesAre(String address, String country, long asn) {
    IpAddress ip = IpAddress.parse(address);
    Origin origin = shipped.asOf(IN_2026);

    String found = origin.country(ip.version(), ip.high(), ip.low());
    if (country.equals("ANY")) {
      assertThat(found).matches("[A-Z]{2}");
    } else {
      assertThat(found).isEqualTo(country);
    }
    if (asn != 0) {
      assertThat(Integer.toUnsignedLong(origin.asn(ip.version(), ip.high(), ip.low())))
          .isEqualTo(asn);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.1.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.0.1",
        "198.19.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.251",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "2001:db8::1",
        "2001::1",
        "2002:808:808::1",
        "fe80::1",
        "fd00::1",
        "ff02::1"
      })
  void testsSpecialPurposeRangesBeforeTheDatabase(String address) {
    IpAddress ip = IpAddress.parse(address);
    Origin origin = shipped.asOf(IN_2026);

    assertThat(origin.country(ip.version(), ip.high(), ip.low())).isEqualTo(Origin.SPECIAL);
    assertThat(origin.asn(ip.version(), ip.high(), ip.low())).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9.255.255.255", "11.0.0.0", "172.32.0.0", "223.255.255.255", "192.0.3.0"})
  void takesNeighboursOfSpecialRangesForOrdinary(String address) {
    IpAddress ip = IpAddress.parse(address);
    assertThat(SpecialPurpose.contains(4, 0, ip.low())).isFalse();
  }

  @Test
  void takesPerFamilyAndKindTheDatabaseNearestInDate() {
    Origin then = shipped.asOf(IN_2017);

    assertThat(then.database(OriginKind.COUNTRY, 4))
        .hasValueSatisfying(d -> assertThat(d.date()).isEqualTo("2017-05-04"));
    assertThat(then.database(OriginKind.COUNTRY, 6))
        .hasValueSatisfying(d -> assertThat(d.date()).isEqualTo("2026-06-17"));
    assertThat(shipped.asOf(IN_2026).database(OriginKind.COUNTRY, 4))
        .hasValueSatisfying(d -> assertThat(d.date()).isEqualTo("2026-06-17"));
  }

  @Test
  void saysUnknownWhereNoDatabaseKnows(@TempDir Path folder) throws IOException {
    OriginDatabases databases =
        one(folder, "small.csv", "1.0.0.0,1.0.0.255,JP\n1.0.1.0,1.0.1.255,ZZ\n");

    Origin origin = databases.asOf(IN_2026);

    assertThat(origin.country(4, 0, ip("1.0.0.7"))).isEqualTo("JP");
    assertThat(origin.country(4, 0, ip("1.0.1.7"))).isEqualTo(Origin.UNKNOWN);
    assertThat(origin.country(4, 0, ip("1.0.2.7"))).isEqualTo(Origin.UNKNOWN);
    assertThat(origin.country(6, 0x2a00_0000_0000_0000L, 0)).isEqualTo(Origin.UNKNOWN);
    assertThat(origin.asn(4, 0, ip("1.0.0.7"))).isZero();
  }

  @Test
  void letsTheSmallerOfNestedRangesHold(@TempDir Path folder) throws IOException {
    OriginDatabases databases =
        one(
            folder,
            "nested.csv",
            "1.0.0.0,1.0.3.255,JP\n1.0.1.0,1.0.1.255,NL\n1.0.1.0,1.0.1.0,GB\n1.0.3.255,1.0.4.5,FR\n");

    Origin origin = databases.asOf(IN_2026);

    assertThat(origin.country(4, 0, ip("1.0.0.255"))).isEqualTo("JP");
    assertThat(origin.country(4, 0, ip("1.0.1.0"))).isEqualTo("GB");
    assertThat(origin.country(4, 0, ip("1.0.1.1"))).isEqualTo("NL");
    assertThat(origin.country(4, 0, ip("1.0.2.0"))).isEqualTo("JP");
    assertThat(origin.country(4, 0, ip("1.0.3.254"))).isEqualTo("JP");
    assertThat(origin.country(4, 0, ip("1.0.3.255"))).isEqualTo("FR");
    assertThat(origin.country(4, 0, ip("1.0.4.5"))).isEqualTo("FR");
    assertThat(origin.country(4, 0, ip("1.0.4.6"))).isEqualTo(Origin.UNKNOWN);
  }

  @Test
  void holdsRangesUpToTheLastAddress(@TempDir Path folder) throws IOException {
    OriginDatabases databases =
        one(folder, "last.csv", "2a00::,4fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,NL\n");

    Origin origin = databases.asOf(IN_2026);

    assertThat(origin.country(6, 0x4fff_ffff_ffff_ffffL, -1L)).isEqualTo("NL");
    assertThat(origin.country(6, 0x5000_0000_0000_0000L, 0)).isEqualTo(Origin.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.0.0.0,1.0.0.255|:1: is not",
        "1.0.0.0,nonsense,JP|:1: 'nonsense' is not an IP address",
        "1.0.0.9,1.0.0.0,JP|:1: range ends before it begins",
        "1.0.0.0,2a00::,JP|:1: range begins and ends in different families"
      })
  void saysWhichLineOfADatabaseIsWrong(String line, String message, @TempDir Path folder)
      throws IOException {
    OriginDatabases databases = one(folder, "wrong.csv", line + "\n");

    assertThatThrownBy(databases::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrong.csv" + message);
  }

  @Test
  void refusesAFileThatIsNoMaxMindDatabase(@TempDir Path folder) throws IOException {
    OriginDatabases databases = one(folder, "wrong.mmdb", "this is no database");

    assertThatThrownBy(databases::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrong.mmdb");
  }

  private static OriginDatabases one(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return new OriginDatabases(
        List.of(
            new OriginDatabaseConfig(
                "test", OriginKind.COUNTRY, AsOf.parse("2026-06-17"), AddressFamily.BOTH, file)));
  }

  private static long ip(String text) {
    return IpAddress.parse(text).low();
  }
}
