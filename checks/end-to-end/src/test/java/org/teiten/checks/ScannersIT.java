// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.PcapFileWriter;
import org.teiten.checks.traffic.WorldCapture;
import org.teiten.flowtuple.IpAddress;

/**
 * Real scanners and injected frames go from packet to ranked table, while the centre is down at
 * first. What arrived is counted by tcpdump, and every number after that must equal it.
 */
class ScannersIT {
  private static final int WORLD_PACKETS = 1_000;

  @TempDir static Path folder;
  private static Telescope telescope;
  private static Truth truth;
  private static Map<String, Long> countries;
  private static List<byte[]> sentBySensor;
  private static SpooledBatches spooled;
  private static List<String> secretsInSpool;
  private static Metrics sensorMetrics;
  private static Metrics centreMetrics;
  private static String health;
  private static OperatorPage operator;
  private static ChildProcess.Outcome sensorEnd;
  private static ChildProcess.Outcome centreEnd;
  private static final Map<String, Long> ranked = new TreeMap<>();
  private static Map<String, Long> rankedCountries;
  private static long lostPackets;

  @BeforeAll
  static void fromPacketToTable() throws IOException {
    telescope = Telescope.create(folder);
    try (IndependentCapture in = IndependentCapture.incoming(telescope.namespaces, folder);
        IndependentCapture out = IndependentCapture.outgoing(telescope.namespaces, folder)) {
      telescope.startSensor();
      send();
      truth = new Truth(in.stop());
      sentBySensor = out.stop();
    }
    awaitSensor("teiten_spool_written_packets_total", truth.monitoredPackets());
    spooled = awaitBooks();
    secretsInSpool = search().inFiles(telescope.spool());
    telescope.startCentre();
    awaitSensor("teiten_ship_delivered_packets_total", truth.monitoredPackets());
    sensorMetrics = telescope.sensorMetrics();
    health = telescope.sensorHealth();
    operator = OperatorPage.of(telescope);
    sensorEnd = telescope.stopSensor();
    for (String trafficClass : List.of("scan", "backscatter", "other")) {
      telescope
          .rank("ports", trafficClass)
          .packetsByPort()
          .forEach((port, packets) -> ranked.put(trafficClass + " " + port, packets));
    }
    Ranked answer = telescope.rank("countries", "all");
    rankedCountries = answer.packetsByCountry();
    lostPackets = answer.lostPackets();
    centreMetrics = telescope.centreMetrics();
    centreEnd = telescope.stopCentre();
  }

  private static void send() throws IOException {
    Frames frames = new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC);
    Scanners scanners = new Scanners(telescope.namespaces);
    scanners.nmap("22,23,445", "53,161");
    scanners.masscan("80,8080");
    scanners.zmap(3389);
    scanners.hping("-S -p 6379", 30, Namespaces.monitored(1));
    scanners.hping("-S -A -s 443 -k -p 40001", 20, Namespaces.monitored(2));
    scanners.hping("--icmp -C 8", 10, Namespaces.monitored(3));
    scanners.hping("-F -P -U -p 139", 5, Namespaces.monitored(4));
    scanners.hping("-2 -p 1900 -d 20", 10, Namespaces.monitored(5));
    Path odd = folder.resolve("odd.pcap");
    writeOddFrames(odd, frames);
    scanners.replay(odd, 500);
    Path world = folder.resolve("world.pcap");
    WorldCapture capture =
        new WorldCapture(
            Checkout.top().resolve("config/origin/country-ipv4.csv.gz"),
            frames,
            IntStream.range(0, Namespaces.ADDRESSES)
                .mapToObj(Namespaces::monitored)
                .toArray(String[]::new),
            20_261_124);
    capture.write(world, WORLD_PACKETS, Instant.now());
    countries = capture.packetsByCountry();
    scanners.replay(world, 1_000);
  }

  /** LAND, quoted monitored addresses, IPv6, GRE, responses, other addresses and ARP. */
  private static void writeOddFrames(Path pcap, Frames frames) throws IOException {
    String own = Namespaces.monitored(0);
    String own6 = "2001:db8:77:1::25";
    String victim = "192.0.2.200";
    byte[] dnsResponse = new byte[12];
    dnsResponse[2] = (byte) 0x81;
    List<byte[]> odd = new ArrayList<>();
    for (int i = 0; i < Namespaces.ADDRESSES; i++) {
      String monitored = Namespaces.monitored(i);
      odd.add(frames.tcp(monitored, 139, monitored, 139, "S"));
      odd.add(frames.unreachable(victim, monitored, monitored, victim, 81));
      odd.add(frames.unreachable(victim, monitored, victim, monitored, 82));
    }
    odd.add(frames.tcp("2001:db8:9::9", 40_000, own6, 443, "S"));
    odd.add(frames.tcp(own6, 444, own6, 444, "S"));
    odd.add(frames.udp(victim, 53, own, 40_002, dnsResponse));
    odd.add(frames.udp("2001:db8:9::9", 40_000, own6, 53, new byte[4]));
    odd.add(frames.echoReply(victim, own, 1));
    odd.add(frames.protocol(victim, own, 47));
    odd.add(frames.tcp(victim, 40_000, own, 25, "A"));
    odd.add(frames.tcp(victim, 25, own, 40_000, "RA"));
    odd.add(frames.tcp(victim, 40_000, own, 26, ""));
    odd.add(frames.tcp(victim, 40_000, "203.0.113.200", 445, "S"));
    odd.add(frames.arp(Namespaces.OUTSIDE_ADDRESS, own));
    try (PcapFileWriter file = new PcapFileWriter(pcap)) {
      for (byte[] frame : odd) {
        file.write(System.currentTimeMillis() * 1_000, frame);
      }
    }
  }

  private static void awaitSensor(String counter, long value) {
    await(counter + " reaches " + value)
        // On a slow machine the sensor has failed often before the centre listens, and waits
        // longer.
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              Metrics now = telescope.sensorMetrics();
              assertThat(now.sum(counter)).as(now.counts()).isGreaterThanOrEqualTo(value);
            });
  }

  /** The last frames may lie in an interval of their own, without a packet to wait for. */
  private static SpooledBatches awaitBooks() {
    return await("the books of every frame are spooled")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> SpooledBatches.read(telescope.spool()), read -> received(read) >= truth.frames());
  }

  private static long received(SpooledBatches read) {
    return read.intervals().stream().mapToLong(i -> i.loss().received()).sum();
  }

  private static SecretSearch search() {
    List<IpAddress> addresses = new ArrayList<>();
    for (int i = 0; i < Namespaces.ADDRESSES; i++) {
      addresses.add(IpAddress.parse(Namespaces.monitored(i)));
    }
    addresses.add(IpAddress.parse("2001:db8:77:1::25"));
    return new SecretSearch(addresses);
  }

  @AfterAll
  static void takeDown() {
    if (telescope != null) {
      telescope.close();
    }
  }

  @Test
  void everyScannerReachedTheSensor() {
    assertThat(truth.byClassAndPort())
        .containsKeys(
            "scan 22/tcp",
            "scan 161/udp",
            "scan 8080/tcp",
            "scan 3389/tcp",
            "scan 6379/tcp",
            "backscatter 443/tcp",
            "backscatter 3/icmp",
            "other 139/tcp",
            "other 47");
    assertThat(truth.monitoredPackets()).isGreaterThan(WORLD_PACKETS);
  }

  @Test
  void batchesHoldExactlyWhatTcpdumpSawByClassPortAndFlags() {
    assertThat(spooled.byClassPortAndFlags()).isEqualTo(truth.byClassPortAndFlags());
  }

  @Test
  void storeHoldsExactlyWhatTcpdumpSawByClassAndPort() {
    assertThat(ranked).isEqualTo(truth.byClassAndPort());
    assertThat(lostPackets).isZero();
  }

  @Test
  void sourceRegionsAreThoseOfTheOriginDatabase() {
    assertThat(rankedCountries).isEqualTo(countries);
  }

  @Test
  void booksOfTheSensorBalanceWithWhatTcpdumpSaw() {
    assertThat(sensorMetrics.sum("teiten_capture_received_packets_total"))
        .isEqualTo(truth.frames());
    assertThat(sensorMetrics.sum("teiten_capture_delivered_packets_total"))
        .isEqualTo(truth.frames());
    assertThat(sensorMetrics.sum("teiten_capture_dropped_packets_total")).isZero();
    assertThat(sensorMetrics.sum("teiten_meter_undecodable_packets_total")).isZero();
    assertThat(sensorMetrics.sum("teiten_meter_not_ip_packets_total")).isEqualTo(truth.notIp());
    assertThat(sensorMetrics.sum("teiten_meter_not_monitored_packets_total"))
        .isEqualTo(truth.notMonitored());
    assertThat(sensorMetrics.sum("teiten_meter_classified_packets_total"))
        .isEqualTo(truth.monitoredPackets());
    assertThat(sensorMetrics.sum("teiten_spool_dropped_packets_total")).isZero();
    assertThat(sensorMetrics.sum("teiten_ship_delivered_packets_total"))
        .isEqualTo(truth.monitoredPackets());
  }

  @Test
  void booksTravelWithTheBatches() {
    assertThat(spooled.intervals()).extracting(i -> i.loss().kernelDropped()).containsOnly(0L);
    assertThat(spooled.intervals().stream().mapToLong(i -> i.loss().notIp()).sum())
        .isEqualTo(truth.notIp());
    assertThat(received(spooled)).isEqualTo(truth.frames());
  }

  @Test
  void centreStoredWhatTheSensorDelivered() {
    assertThat(centreMetrics.sum("teiten_ingest_packets_total"))
        .isEqualTo(truth.monitoredPackets());
  }

  @Test
  void theOperatorIsToldThatNothingIsWrong() throws IOException {
    assertThat(operator.of("doctor"))
        .containsPattern("ok +capture ")
        .containsPattern("ok +silence .* nftables keeps its kernel from answering")
        .containsPattern("ok +test batch +taken, and not counted")
        .contains("faults: 0");
    assertThat(operator.of("top")).contains("all is well", "received ", "PORT ");
    assertThat(operator.of("support"))
        .contains("metrics.txt", "No address of this sensor was in it");
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      operator.write(Checkout.top().resolve("docs/55-operator.md"));
    }
  }

  @Test
  void kernelOfTheSensorAnswersNothingButArp() {
    assertThat(sentBySensor).isNotEmpty();
    assertThat(sentBySensor).allSatisfy(f -> assertThat(f[12] << 8 | f[13]).isEqualTo(0x0806));
  }

  @Test
  void noMonitoredAddressLeavesTheSensor() throws Exception {
    SecretSearch search = search();
    Path database = folder.resolve("store/teiten.duckdb");
    assertThat(SecretSearch.rows(database)).isGreaterThan(WORLD_PACKETS / 2);
    assertThat(secretsInSpool).isEmpty();
    assertThat(search.inFiles(telescope.store())).isEmpty();
    assertThat(search.inTables(database)).isEmpty();
    assertThat(search.inText("sensor's output", telescope.sensorOutput())).isEmpty();
    assertThat(search.inText("centre's output", telescope.centreOutput())).isEmpty();
    assertThat(search.inText("sensor's metrics", sensorMetrics.text())).isEmpty();
    assertThat(search.inText("centre's metrics", centreMetrics.text())).isEmpty();
    assertThat(search.inText("sensor's health", health)).isEmpty();
    assertThat(search.inText("what the operator sees", operator.text())).isEmpty();
  }

  @Test
  void searchForMonitoredAddressesWouldFindThem() {
    assertThat(search().inFiles(folder.resolve("tcpdump-in.pcap"))).isNotEmpty();
    assertThat(search().inText("settings", Settings.sensor(folder) + Namespaces.monitored(3)))
        .isNotEmpty();
  }

  @Test
  void sigtermEndsBothWithZero() {
    assertThat(sensorEnd.exit()).as(sensorEnd.err()).isZero();
    assertThat(centreEnd.exit()).as(centreEnd.err()).isZero();
  }
}
