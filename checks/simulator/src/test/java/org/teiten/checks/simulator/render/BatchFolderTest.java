// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.simulator.Models;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchReader;

class BatchFolderTest {
  private static final String OUTAGE =
      "outages: [{sensor: sensor-02, from: 2017-01-03, to: 2017-01-04}]";

  @TempDir Path folder;

  private static Simulation simulation(long seed) throws Exception {
    return Simulation.of(Models.parse(Models.small("2017-01-01", "2017-01-06", OUTAGE)), seed);
  }

  private static void write(Simulation simulation, Path folder) throws IOException {
    BatchFolder batches = new BatchFolder(simulation, folder);
    for (SimulatedDay day : simulation) {
      batches.write(day);
    }
  }

  private static Map<String, String> digests(Path folder) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        digests.put(folder.relativize(file).toString(), HexFormat.of().formatHex(hash));
      }
    }
    return digests;
  }

  @Test
  void theSameSimulationHasTheSameIdsAndBytes() throws Exception {
    write(simulation(5), folder.resolve("a"));
    write(simulation(5), folder.resolve("b"));
    write(simulation(6), folder.resolve("c"));
    Map<String, String> first = digests(folder.resolve("a"));
    assertThat(first).hasSize(6 * 6 - 2).isEqualTo(digests(folder.resolve("b")));
    assertThat(digests(folder.resolve("c")).keySet()).doesNotContainAnyElementsOf(first.keySet());
  }

  @Test
  void everyBatchIsWholeSaysThatItIsSimulatedAndAddsUpToTheDay() throws Exception {
    Simulation simulation = simulation(5);
    write(simulation, folder);
    Map<String, Long> packets = new HashMap<>();
    for (SimulatedDay day : simulation) {
      for (int row = 0; row < day.rows(); row++) {
        packets.merge(
            simulation.sensors().get(day.sensor(row)) + " " + day.number(), 1L, Long::sum);
      }
    }
    long rows = 0;
    for (String name : digests(folder).keySet()) {
      try (FlowBatchReader reader =
          FlowBatchReader.open(folder.resolve(name), BatchLimits.DEFAULT)) {
        BatchHeader header = reader.header();
        assertThat(header.epochKind()).isEqualTo(EpochKind.SIMULATION);
        assertThat(header.simulated()).isTrue();
        assertThat(header.intervals()).hasSize(24);
        assertThat(header.intervals())
            .allMatch(each -> each.observedToMicros() - each.observedFromMicros() == 3_600_000_000L)
            .allMatch(each -> each.monitoredIpv4() == 2);
        assertThat(header.group())
            .isEqualTo(
                header.id().sensor().value().compareTo("sensor-04") > 0 ? "overseas" : "domestic");
        String key = header.id().sensor() + " " + header.id().sequence();
        assertThat(header.packets()).isEqualTo(packets.remove(key));
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          long start = row.intervalStart() * 1_000_000;
          assertThat(row.firstMicros()).isBetween(start, row.lastMicros());
          assertThat(row.lastMicros()).isLessThan(start + 3_600_000_000L);
          assertThat(row.destinations()).isBetween(1L, Math.min(2, row.packets()));
          assertThat(row.stackSignature()).isLessThanOrEqualTo(header.signatures().size());
          rows++;
        }
      }
    }
    assertThat(packets).isEmpty();
    assertThat(rows).isGreaterThan(5_000);
  }

  @Test
  void anOutageHasNoIntervalsAndAQuietHourHasAnEmptyOne() throws Exception {
    Simulation quiet =
        Simulation.of(Models.parse(Models.single(2, "2017-01-01", "2017-01-04", 0.5, OUTAGE)), 1);
    write(quiet, folder);
    assertThat(digests(folder).keySet().stream().filter(name -> name.contains("sensor-02")))
        .hasSize(2);
    int empty = 0;
    for (String name : digests(folder).keySet()) {
      try (FlowBatchReader reader =
          FlowBatchReader.open(folder.resolve(name), BatchLimits.DEFAULT)) {
        List<IntervalHeader> intervals = reader.header().intervals();
        assertThat(intervals).hasSize(24);
        empty += (int) intervals.stream().filter(each -> each.rows() == 0).count();
      }
    }
    assertThat(empty).isGreaterThan(100);
  }

  @Test
  void refusesAFolderThatHoldsAnotherSimulation() throws Exception {
    write(simulation(5), folder);
    write(simulation(5), folder);
    Simulation other = simulation(6);
    assertThatThrownBy(() -> new BatchFolder(other, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of another simulation");
  }

  @Test
  void dayLengthsFollowTheZonesClock() throws Exception {
    Simulation simulation =
        Simulation.of(
            Models.parse(Models.single(1, "2017-03-25", "2017-03-27", 200, "zone: Europe/Berlin")),
            1);
    write(simulation, folder);
    Map<Long, Integer> intervals = new TreeMap<>();
    for (String name : digests(folder).keySet()) {
      try (FlowBatchReader reader =
          FlowBatchReader.open(folder.resolve(name), BatchLimits.DEFAULT)) {
        intervals.put(reader.header().id().sequence(), reader.header().intervals().size());
      }
    }
    assertThat(intervals).isEqualTo(Map.of(0L, 24, 1L, 23, 2L, 24));
  }
}
