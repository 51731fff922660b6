// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.PcapFileWriter;
import org.teiten.flowtuple.FlowTuple;

/**
 * Kills one of the two processes again and again, at moments that the random number decides, while
 * SYN packets arrive, each to a port of its own: so that in the end the store says of every single
 * packet whether it was counted, and how often.
 */
final class KillCampaign {
  /** Which process dies. */
  enum Victim {
    SENSOR,
    CENTRE
  }

  /**
   * What a campaign came to, in packets.
   *
   * @param arrived at the sensor, by tcpdump
   * @param spooled known to be in a batch: written, as the sensor said before it died
   * @param stored in the store at the end
   * @param twice packets stored more than once
   * @param lostThoughSpooled packets that lay in the spool after a kill and are not in the store
   */
  record Result(
      Victim victim,
      int rounds,
      long arrived,
      long spooled,
      long stored,
      long twice,
      long lostThoughSpooled) {}

  private static final int PACKETS_PER_SECOND = 200;
  private static final int FIRST_PORT = 1_000;
  private static final int PORTS = 64_000;
  private static final String WRITTEN = "teiten_spool_written_packets_total";
  private static final String DELIVERED = "teiten_ship_delivered_packets_total";

  private final Telescope telescope;
  private final Victim victim;
  private final int rounds;
  private final SplittableRandom random;
  private final Map<Integer, Long> seenInSpool = new HashMap<>();
  private long spooled;

  private KillCampaign(Telescope telescope, Victim victim, int rounds, long seed) {
    this.telescope = telescope;
    this.victim = victim;
    this.rounds = rounds;
    this.random = new SplittableRandom(seed);
  }

  /** Runs one campaign in a folder of its own. */
  static Result run(Path folder, Victim victim, int rounds, long seed) {
    try (Telescope telescope = Telescope.createForRestarts(folder)) {
      return new KillCampaign(telescope, victim, rounds, seed).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run() throws IOException {
    Path pcap = onePacketAPort();
    telescope.startCentre();
    telescope.startSensor();
    Truth truth;
    try (IndependentCapture capture =
            IndependentCapture.incoming(telescope.namespaces, telescope.folder);
        ChildProcess replay =
            new Scanners(telescope.namespaces)
                .startReplay(telescope.folder, pcap, PACKETS_PER_SECOND)) {
      for (int round = 0; round < rounds; round++) {
        assertThat(replay.alive()).as("packets still arrive").isTrue();
        kill();
      }
      replay.interrupt();
      truth = new Truth(capture.stop());
    }
    awaitShipped();
    spooled += telescope.sensorMetrics().sum(WRITTEN);
    ChildProcess.Outcome end = telescope.stopSensor();
    assertThat(end.exit()).as(end.err()).isZero();
    return result(truth);
  }

  private Path onePacketAPort() throws IOException {
    Path pcap = Files.createTempFile(telescope.folder, "ports", ".pcap");
    Frames frames = new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC);
    try (PcapFileWriter file = new PcapFileWriter(pcap)) {
      for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
        String to = Namespaces.monitored(port % Namespaces.ADDRESSES);
        file.write(port, frames.tcp("198.51.100.77", 40_000, to, port, "S"));
      }
    }
    return pcap;
  }

  /** Once this life has shipped something, and so many packets more, which is the random moment. */
  private void kill() {
    long more = random.nextLong(1, 2L * PACKETS_PER_SECOND);
    String counter = victim == Victim.SENSOR ? WRITTEN : DELIVERED;
    long before = telescope.sensorMetrics().sum(counter);
    long metered = classified();
    await("packets on their way")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> telescope.sensorMetrics().sum(counter) > before && classified() > metered + more);
    if (victim == Victim.SENSOR) {
      spooled += telescope.sensorMetrics().sum(WRITTEN);
      telescope.killSensor();
      lookIntoSpool();
      telescope.startSensor();
    } else {
      telescope.killCentre();
      telescope.startCentre();
    }
  }

  private long classified() {
    return telescope.sensorMetrics().sum("teiten_meter_classified_packets_total");
  }

  private void lookIntoSpool() {
    for (FlowTuple row : SpooledBatches.read(telescope.spool()).rows()) {
      seenInSpool.merge(row.port(), row.packets(), Math::max);
    }
  }

  private void awaitShipped() {
    await("all that was metered is spooled and shipped")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              Metrics now = telescope.sensorMetrics();
              return now.sum(WRITTEN) == now.sum("teiten_meter_classified_packets_total")
                  && now.sum("teiten_spool_waiting_batches") == 0;
            });
  }

  private Result result(Truth truth) {
    Map<String, Long> stored = telescope.rank("ports", "scan").packetsByPort();
    long twice = stored.values().stream().mapToLong(n -> n - 1).sum();
    long lost =
        seenInSpool.keySet().stream().filter(port -> !stored.containsKey(port + "/tcp")).count();
    return new Result(
        victim,
        rounds,
        truth.monitoredPackets(),
        spooled,
        stored.values().stream().mapToLong(Long::longValue).sum(),
        twice,
        lost);
  }
}
