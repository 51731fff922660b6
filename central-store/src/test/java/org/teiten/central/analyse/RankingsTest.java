// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.Shipped;
import org.teiten.central.ingest.CentreUnderTest;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * Answers against numbers computed by hand. Hours are of one hour length, 24 address-hours each.
 */
class RankingsTest {
  private static final Clock LATER =
      Clock.fixed(Instant.parse("2026-07-02T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path data;
  private CentreUnderTest centre;
  private Rankings rankings;
  private int epoch;

  @BeforeEach
  void starts() throws IOException {
    centre = new CentreUnderTest(data);
    rankings = new Rankings(ServiceNames.read(Shipped.config("knowledge/services.csv.gz")), LATER);
  }

  @AfterEach
  void stops() {
    centre.close();
  }

  private Batch batch(String sensor) {
    return Batch.of(sensor, ++epoch, 0).kind(EpochKind.CAPTURE);
  }

  private RankAnswer ports(String from, String to, RankBy by) throws Exception {
    return ask(question(RankSubject.PORTS, from, to, "UTC", by, null, null, null, "scan"));
  }

  private static RankQuestion question(
      RankSubject subject,
      String from,
      String to,
      String zone,
      RankBy by,
      String group,
      String port,
      String country,
      String trafficClass) {
    return new RankQuestion(subject, from, to, zone, 10, by, group, port, country, trafficClass);
  }

  private RankAnswer ask(RankQuestion question) throws Exception {
    try (Connection connection = centre.store.connect()) {
      return rankings.answer(connection, question);
    }
  }

  private static String port(RankAnswer.Row row) {
    return (row.port() == null ? row.type() : row.port()) + "/" + row.protocol();
  }

  @Test
  void ranksPortsByPacketsWithServicesSourcesAndPreviousRank() throws Exception {
    centre.restore(
        batch("a")
            .interval("2017-06-14T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 22, 9)
            .tcp("203.0.113.1", 23, 5)
            .and());
    centre.restore(
        batch("a")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 23, 7)
            .tcp("203.0.113.2", 23, 3)
            .tcp("203.0.113.1", 22, 4)
            .udp("2001:db8::1", 53, 2)
            .echo("203.0.113.9", 6)
            .backscatter("203.0.113.3", 80, 100)
            .and());

    RankAnswer answer = ports("2017-06-15", "2017-06-15", RankBy.PACKETS);

    assertThat(answer.rows())
        .extracting(RankingsTest::port)
        .containsExactly("23/tcp", "8/icmp", "22/tcp", "53/udp");
    assertThat(answer.rows()).extracting(RankAnswer.Row::rank).containsExactly(1, 2, 3, 4);
    assertThat(answer.rows()).extracting(RankAnswer.Row::packets).containsExactly(10L, 6L, 4L, 2L);
    assertThat(answer.rows()).extracting(RankAnswer.Row::sources).containsExactly(2L, 1L, 1L, 1L);
    assertThat(answer.rows()).extracting(RankAnswer.Row::sourcesError).containsOnly(0L);
    assertThat(answer.rows())
        .extracting(RankAnswer.Row::service)
        .containsExactly("telnet", null, "ssh", "domain");
    assertThat(answer.rows())
        .extracting(RankAnswer.Row::previousRank)
        .containsExactly(2, null, 1, null);
    assertThat(answer.previous())
        .isEqualTo(new RankAnswer.Before("2017-06-14", "2017-06-14", 1, false));
    assertThat(answer.unranked()).isEmpty();
    assertThat(answer.simulated()).isFalse();
  }

  @Test
  void doesNotTellAPreviousRankPastTen() throws Exception {
    Batch before = batch("a");
    Batch.Minute hour = before.interval("2017-06-14T10:00:00Z", 3_600);
    for (int port = 1; port <= 11; port++) {
      hour.tcp("203.0.113.1", port, 100 - port);
    }
    centre.restore(before);
    centre.restore(
        batch("a")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 10, 2)
            .tcp("203.0.113.1", 11, 1)
            .and());

    assertThat(ports("2017-06-15", "2017-06-15", RankBy.PACKETS).rows())
        .extracting(RankAnswer.Row::previousRank)
        .containsExactly(10, null);
  }

  @Test
  void breaksTiesByProtocolNumberThenPort() throws Exception {
    centre.restore(
        batch("a")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .udp("203.0.113.1", 53, 1)
            .tcp("203.0.113.1", 80, 1)
            .tcp("203.0.113.1", 9, 1)
            .echo("203.0.113.1", 1)
            .and());

    assertThat(ports("2017-06-15", "2017-06-15", RankBy.PACKETS).rows())
        .extracting(RankingsTest::port)
        .containsExactly("8/icmp", "9/tcp", "80/tcp", "53/udp");
  }

  @Test
  void takesTheMeanRateWithEqualWeightOverSensorsThatCoveredATenth() throws Exception {
    // a: 12 h of 2 addresses = 1 address-day; b: 6 h of 8 = 2; c: 1 h of 1, less than a tenth.
    hours("a", 2, 12, 23, 24);
    hours("b", 8, 6, 23, 12);
    hours("c", 1, 1, 23, 1_000);

    RankAnswer answer = ports("2017-06-15", "2017-06-15", RankBy.RATE);

    RankAnswer.Row row = answer.rows().get(0);
    assertThat(row.packets()).isEqualTo(1_036);
    assertThat(row.rate()).isCloseTo((24 / 1.0 + 12 / 2.0) / 2, within(1e-6));
    assertThat(row.rateIpv6()).isNull();
    assertThat(answer.coverage().sensors())
        .extracting(Coverage.SensorCoverage::sensor, Coverage.SensorCoverage::inRate)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", true),
            org.assertj.core.groups.Tuple.tuple("b", true),
            org.assertj.core.groups.Tuple.tuple("c", false));
    assertThat(answer.coverage().expected()).isCloseTo(2 + 8 + 1, within(1e-6));
    assertThat(answer.coverage().observed()).isCloseTo(1 + 2 + 1 / 24.0, within(1e-6));
    assertThat(answer.coverage().carriedBy()).isEqualTo(new Coverage.Carrier("c", 0.965251));
  }

  /** So many hours from midnight on, each observed whole, all packets in the first. */
  private void hours(String sensor, int addresses, int hours, int port, long packets)
      throws Exception {
    Batch batch = batch(sensor);
    for (int hour = 0; hour < hours; hour++) {
      Batch.Minute interval =
          batch.interval("2017-06-15T%02d:00:00Z".formatted(hour), 3_600).monitoring(addresses, 0);
      if (hour == 0) {
        interval.tcp("203.0.113.1", port, packets - hours + 1);
      } else {
        interval.tcp("203.0.113.1", port, 1);
      }
    }
    centre.restore(batch);
  }

  @Test
  void givesIpv6ItsOwnRate() throws Exception {
    Batch batch = batch("a");
    for (int hour = 0; hour < 12; hour++) {
      batch
          .interval("2017-06-15T%02d:00:00Z".formatted(hour), 3_600)
          .monitoring(2, 4)
          .tcp("203.0.113.1", 22, 1)
          .tcp("2001:db8::1", 22, 3);
    }
    centre.restore(batch);

    RankAnswer.Row row = ports("2017-06-15", "2017-06-15", RankBy.PACKETS).rows().get(0);

    assertThat(row.packets()).isEqualTo(48);
    assertThat(row.rate()).isCloseTo(12.0, within(1e-6));
    assertThat(row.rateIpv6()).isCloseTo(36 / 2.0, within(1e-6));
    assertThat(row.sources()).isEqualTo(2);
  }

  @Test
  void countsTheDaysOfTheZoneAskedFor() throws Exception {
    centre.restore(
        batch("a")
            .interval("2017-06-14T14:00:00Z", 3_600)
            .tcp("203.0.113.1", 1, 1)
            .and()
            .interval("2017-06-14T15:00:00Z", 3_600)
            .tcp("203.0.113.1", 2, 1)
            .and()
            .interval("2017-06-15T14:00:00Z", 3_600)
            .tcp("203.0.113.1", 3, 1)
            .and()
            .interval("2017-06-15T15:00:00Z", 3_600)
            .tcp("203.0.113.1", 4, 1)
            .and());

    RankAnswer tokyo =
        ask(
            question(
                RankSubject.PORTS,
                "2017-06-15",
                "2017-06-15",
                "Asia/Tokyo",
                RankBy.PACKETS,
                null,
                null,
                null,
                "scan"));

    assertThat(tokyo.rows()).extracting(RankingsTest::port).containsExactly("2/tcp", "3/tcp");
    assertThat(tokyo.zone()).isEqualTo("Asia/Tokyo");
  }

  @Test
  void filtersByGroupPortCountryAndClass() throws Exception {
    centre.restore(
        batch("a")
            .group("domestic")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 22, 1)
            .backscatter("203.0.113.1", 22, 10)
            .row("203.0.113.1", 1, -1, 3, 1, TrafficType.ICMP_DESTINATION_UNREACHABLE, "none", 5)
            .row("203.0.113.1", 1, -1, 3, 3, TrafficType.ICMP_DESTINATION_UNREACHABLE, "none", 6)
            .and());
    centre.restore(
        batch("b")
            .group("overseas")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 22, 100)
            .and());

    assertThat(sum("domestic", null, null, "scan")).isEqualTo(1);
    assertThat(sum("overseas", null, null, "scan")).isEqualTo(100);
    assertThat(sum(null, null, null, "all")).isEqualTo(122);
    assertThat(sum(null, "22/tcp", null, "all")).isEqualTo(111);
    assertThat(sum(null, "3/icmp", null, "all")).isEqualTo(11);
    assertThat(sum(null, "3.1/icmp", null, "all")).isEqualTo(5);
    assertThat(sum(null, "6", null, "backscatter")).isEqualTo(10);
    assertThat(sum(null, null, "special", "all")).isEqualTo(122);
    assertThat(sum(null, null, "JP", "all")).isZero();
    assertThatThrownBy(() -> sum("nowhere", null, null, "all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("groups are: domestic, overseas");
  }

  private long sum(String group, String port, String country, String trafficClass)
      throws Exception {
    return ask(
            question(
                RankSubject.PORTS,
                "2017-06-15",
                "2017-06-15",
                "UTC",
                RankBy.PACKETS,
                group,
                port,
                country,
                trafficClass))
        .rows()
        .stream()
        .mapToLong(RankAnswer.Row::packets)
        .sum();
  }

  @Test
  void leavesOutOverlappingIntervalsAndSaysSo() throws Exception {
    centre.restore(
        batch("a").interval("2017-06-15T10:00:00Z", 3_600).tcp("203.0.113.1", 22, 1).and());
    centre.restore(
        batch("a").interval("2017-06-15T10:00:00Z", 3_600).tcp("203.0.113.1", 23, 50).and());

    RankAnswer answer = ports("2017-06-15", "2017-06-15", RankBy.PACKETS);

    assertThat(answer.rows()).extracting(RankingsTest::port).containsExactly("22/tcp");
    assertThat(answer.coverage().sensors().get(0).overlappingIntervals()).isEqualTo(1);
    assertThat(answer.coverage().observed()).isCloseTo(256 / 24.0, within(1e-6));
  }

  @Test
  void putsSpecialUnknownAndUnattributedBelowTheTable() throws Exception {
    centre.restore(
        batch("a")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 22, 5)
            .tcp("8.8.8.8", 22, 3)
            .folded(22, 7, 2, null)
            .and());

    RankAnswer answer =
        ask(
            question(
                RankSubject.COUNTRIES,
                "2017-06-15",
                "2017-06-15",
                "UTC",
                RankBy.PACKETS,
                null,
                null,
                null,
                "scan"));

    assertThat(answer.rows()).isEmpty();
    assertThat(answer.unranked())
        .extracting(RankAnswer.Row::country, RankAnswer.Row::packets, RankAnswer.Row::rank)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("special", 5L, null),
            org.assertj.core.groups.Tuple.tuple("unattributed", 7L, null),
            org.assertj.core.groups.Tuple.tuple("unknown", 3L, null));
  }

  @Test
  void estimatesSourcesOfFoldedRowsAndSaysByHowMuchItMayBeWrong() throws Exception {
    HllSketch first = new HllSketch(12);
    HllSketch second = new HllSketch(12);
    for (long i = 0; i < 1_000; i++) {
      first.update(i);
      second.update(i + 500);
    }
    centre.restore(
        batch("a")
            .interval("2017-06-15T10:00:00Z", 3_600)
            .tcp("203.0.113.1", 22, 1)
            .folded(22, 2_000, 1_000, first.toCompactByteArray())
            .and());
    centre.restore(
        batch("a")
            .interval("2017-06-15T11:00:00Z", 3_600)
            .folded(22, 2_000, 1_000, second.toCompactByteArray())
            .and());

    RankAnswer.Row row = ports("2017-06-15", "2017-06-15", RankBy.SOURCES).rows().get(0);

    assertThat(row.packets()).isEqualTo(4_001);
    assertThat(row.sourcesError()).isPositive();
    assertThat(Math.abs(row.sources() - 1_501)).isLessThanOrEqualTo(row.sourcesError());
  }

  @Test
  void takesALongSilenceOfACaptureForNotObserved() throws Exception {
    Batch batch = batch("a");
    for (int hour = 0; hour < 24; hour++) {
      Batch.Minute interval =
          batch.interval("2017-06-15T%02d:00:00Z".formatted(hour), 3_600).monitoring(1, 0);
      if (hour < 6 || hour >= 18) {
        interval.tcp("203.0.113.1", 22, 60);
      }
    }
    centre.restore(batch);

    RankAnswer answer = ports("2017-06-15", "2017-06-15", RankBy.PACKETS);

    assertThat(answer.coverage().sensors().get(0).inferredSilences())
        .containsExactly(new Coverage.Span("2017-06-15T05:59:59Z", "2017-06-15T18:00:00Z"));
    assertThat(answer.coverage().observed()).isCloseTo(0.5, within(1e-4));
  }

  @Test
  void onlySuspectsALiveSensorThatIsSilent() throws Exception {
    Batch batch = Batch.of("a", 77, 0);
    for (int hour = 0; hour < 12; hour++) {
      Batch.Minute interval =
          batch.interval("2017-06-15T%02d:00:00Z".formatted(hour), 3_600).monitoring(1, 0);
      if (hour < 6) {
        interval.tcp("203.0.113.1", 22, 60);
      }
    }
    centre.restore(batch);

    Coverage.SensorCoverage sensor =
        ports("2017-06-15", "2017-06-15", RankBy.PACKETS).coverage().sensors().get(0);

    assertThat(sensor.inferredSilences()).isEmpty();
    assertThat(sensor.suspectedBlind()).hasSize(1);
    assertThat(sensor.observed()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void saysWhatWasLostAndWhatIsSimulated() throws Exception {
    centre.restore(
        Batch.of("a", 5, 0)
            .kind(EpochKind.SIMULATION)
            .interval("2017-06-15T10:00:00Z", 3_600)
            .dropped(17)
            .tcp("203.0.113.1", 22, 1)
            .and());

    RankAnswer answer = ports("2017-06-15", "2017-06-15", RankBy.PACKETS);

    assertThat(answer.simulated()).isTrue();
    assertThat(answer.coverage().lostPackets()).isEqualTo(17);
    assertThat(ports("2017-06-14", "2017-06-14", RankBy.PACKETS).simulated()).isFalse();
  }

  @Test
  void answersAnEmptyStore() throws Exception {
    RankAnswer answer = ports("2017-06-15", "2017-06-15", RankBy.SOURCES);

    assertThat(answer.rows()).isEqualTo(List.of());
    assertThat(answer.coverage().expected()).isZero();
    assertThat(answer.originDatabases()).isEmpty();
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection = centre.store.connect();
        java.sql.Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static RankQuestion with(
      RankSubject subject, String network, String sensor, String fingerprint, boolean compare) {
    return new RankQuestion(
        subject,
        "2017-06-15",
        "2017-06-15",
        "UTC",
        10,
        RankBy.PACKETS,
        null,
        null,
        null,
        "scan",
        network,
        sensor,
        fingerprint,
        compare);
  }

  /**
   * Observed without a packet from one to three; more than a tenth of the day with another hour.
   */
  private Batch threeHours(String sensor, int addresses) {
    Batch batch = batch(sensor).kind(EpochKind.SIMULATION);
    batch.interval("2017-06-15T01:00:00Z", 3_600).monitoring(addresses, 0);
    batch.interval("2017-06-15T02:00:00Z", 3_600).monitoring(addresses, 0);
    return batch;
  }

  private void twoSensors() throws Exception {
    centre.restore(
        threeHours("a", 2)
            .group("domestic")
            .interval("2017-06-15T03:00:00Z", 3_600)
            .monitoring(2, 0)
            .row("8.8.8.8", 6, 23, -1, -1, TrafficType.TCP_SYN, "mirai", 6)
            .row("8.8.4.4", 6, 22, -1, -1, TrafficType.TCP_SYN, "none", 4)
            .tcp("203.0.113.1", 22, 3)
            .and());
    centre.restore(
        threeHours("b", 1)
            .group("overseas")
            .interval("2017-06-15T03:00:00Z", 3_600)
            .monitoring(1, 0)
            .row("8.8.8.8", 6, 23, -1, -1, TrafficType.TCP_SYN, "mirai", 1)
            .row("1.1.1.1", 6, 445, -1, -1, TrafficType.TCP_SYN, "zmap", 2)
            .folded(445, 9, 2, null)
            .and());
    sql(
        "UPDATE flows SET asn = 15169 WHERE source_ipv4 IN (134744072, 134743044)",
        "UPDATE flows SET asn = 4294967295 WHERE source_ipv4 = 16843009");
  }

  @Test
  void ranksNetworksByNumberWithTheirNames(@TempDir Path names) throws Exception {
    twoSensors();
    Path file =
        java.nio.file.Files.writeString(names.resolve("n.csv"), "15169,Google LLC, of \"US\"\n");
    rankings = new Rankings(ServiceNames.NONE, NetworkNames.of(file), LATER);

    RankAnswer answer = ask(with(RankSubject.NETWORKS, null, null, null, false));

    assertThat(answer.rows())
        .extracting(RankAnswer.Row::network, RankAnswer.Row::name, RankAnswer.Row::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(15169L, "Google LLC, of \"US\"", 11L),
            org.assertj.core.groups.Tuple.tuple(4294967295L, null, 2L));
    assertThat(answer.unranked())
        .extracting(RankAnswer.Row::country, RankAnswer.Row::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("unattributed", 9L),
            org.assertj.core.groups.Tuple.tuple("special", 3L));
  }

  @Test
  void ranksSensorsWithTheirGroups() throws Exception {
    twoSensors();

    assertThat(ask(with(RankSubject.SENSORS, null, null, null, false)).rows())
        .extracting(RankAnswer.Row::sensor, RankAnswer.Row::group, RankAnswer.Row::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "domestic", 13L),
            org.assertj.core.groups.Tuple.tuple("b", "overseas", 12L));
  }

  @Test
  void ranksFingerprintsAndPutsPacketsWithoutBelow() throws Exception {
    twoSensors();

    RankAnswer answer = ask(with(RankSubject.FINGERPRINTS, null, null, null, false));

    assertThat(answer.rows())
        .extracting(RankAnswer.Row::fingerprint, RankAnswer.Row::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("mirai", 7L),
            org.assertj.core.groups.Tuple.tuple("zmap", 2L));
    assertThat(answer.unranked())
        .extracting(RankAnswer.Row::fingerprint, RankAnswer.Row::packets)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("none", 16L));
  }

  @Test
  void filtersByNetworkSensorAndFingerprint() throws Exception {
    twoSensors();

    assertThat(ask(with(RankSubject.PORTS, "AS15169", null, null, false)).rows())
        .extracting(RankingsTest::port, RankAnswer.Row::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("23/tcp", 7L),
            org.assertj.core.groups.Tuple.tuple("22/tcp", 4L));
    RankAnswer one = ask(with(RankSubject.PORTS, null, "b", "mirai", false));
    assertThat(one.rows()).extracting(RankAnswer.Row::packets).containsExactly(1L);
    assertThat(one.coverage().sensors()).hasSize(1);
    assertThatThrownBy(() -> ask(with(RankSubject.PORTS, null, "c", null, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sensors are: a, b");
    assertThatThrownBy(() -> with(RankSubject.PORTS, "Google", null, null, false))
        .hasMessageContaining("is not a network");
    assertThatThrownBy(() -> with(RankSubject.PORTS, null, null, "' OR 1", false))
        .hasMessageContaining("fingerprint");
  }

  @Test
  void comparesWhatGroupsOfSensorsSawPerAddress() throws Exception {
    twoSensors();

    RankAnswer answer = ask(with(RankSubject.PORTS, null, null, null, true));

    assertThat(answer.rows())
        .extracting(RankingsTest::port)
        .containsExactly("445/tcp", "22/tcp", "23/tcp");
    assertThat(answer.rows().get(0).groups())
        .containsExactly(
            new RankAnswer.GroupView("domestic", 1, 0, 0, 0.0, null),
            new RankAnswer.GroupView("overseas", 1, 1, 11, 88.0, null));
    assertThat(answer.rows().get(2).groups())
        .containsExactly(
            new RankAnswer.GroupView("domestic", 1, 1, 6, 24.0, null),
            new RankAnswer.GroupView("overseas", 1, 1, 1, 8.0, null));
  }
}
