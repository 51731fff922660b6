// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.source.PacketSource;
import org.teiten.capture.source.PcapFileSource;
import org.teiten.checks.simulator.Models;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

class CaptureFolderTest {
  private static final List<IpPrefix> DOCUMENTATION =
      List.of(
          IpPrefix.parse("192.0.2.0/24"),
          IpPrefix.parse("198.51.100.0/24"),
          IpPrefix.parse("203.0.113.0/24"));

  private static final int FEW = 2;

  @TempDir Path folder;

  @Test
  void aSensorThatReadsTheCapturesCountsWhatTheBatchesSay() throws Exception {
    String loud =
        "loud: [{port: 53/udp, country: NL, sensor: sensor-01, from: 2017-01-01,"
            + " to: 2017-01-01, packets: 3000}]";
    // Many packets: a sensor believes a silence of more than an hour only later (design §4).
    String model =
        Models.small("2017-01-01", "2017-01-01", loud)
            .replace("addresses_per_sensor: 2", "addresses_per_sensor: 20");
    Simulation simulation = Simulation.of(Models.parse(model), 5);
    BatchFolder batches = new BatchFolder(simulation, folder.resolve("batches"));
    CaptureFolder captures = new CaptureFolder(simulation, folder.resolve("captures"));
    for (SimulatedDay day : simulation) {
      batches.write(day);
      captures.write(day);
    }
    Set<String> marks = new TreeSet<>();
    List<Path> files = files(folder.resolve("captures"));
    assertThat(files).hasSize(6);
    for (Path capture : files) {
      assertThat(capture.getFileName().toString()).endsWith("_2017-01-01.simulated.pcap");
      String sensor = capture.getFileName().toString().substring(0, 9);
      List<String> batchRows = batchRows(files(folder.resolve("batches").resolve(sensor)).get(0));
      List<String> captureRows = captureRows(capture);
      for (int i = 0; i < Math.min(captureRows.size(), batchRows.size()); i++) {
        assertThat(captureRows.get(i)).as("%s, row %s", sensor, i).isEqualTo(batchRows.get(i));
      }
      assertThat(captureRows).hasSameSizeAs(batchRows);
      captureRows.forEach(
          row -> marks.add(row.replaceAll(".*fingerprint=Fingerprint\\[label=([^]]*).*", "$1")));
    }
    assertThat(marks).contains("mirai", "masscan", "zmap-54321", "none").hasSize(4);
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> batchRows(Path file) throws Exception {
    List<String> rows = new ArrayList<>();
    try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
      BatchHeader header = reader.header();
      for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
        rows.add(text(row, header.signatures()));
      }
    }
    return rows;
  }

  private static List<String> captureRows(Path file) throws Exception {
    List<String> rows = new ArrayList<>();
    MeterConfig config =
        new MeterConfig(
            MeterConfig.Mode.CAPTURE,
            3_600,
            DOCUMENTATION,
            List.of(),
            65_536,
            1_024,
            Duration.ZERO,
            1,
            2);
    try (PcapFileSource source = PcapFileSource.open(file)) {
      PacketMeter meter =
          PacketMeter.ofCaptures(config, source.linkType(), closed -> take(closed, rows));
      while (source.poll(meter, 1_000) != PacketSource.END) {
        // until the end
      }
      while (!meter.finish(Long.MAX_VALUE)) {
        // until the last interval is taken
      }
    }
    return rows;
  }

  private static boolean take(ClosedInterval closed, List<String> rows) {
    List<String> signatures = closed.signatures();
    assertThat(closed.header().loss().notMonitored()).isZero();
    assertThat(closed.header().loss().undecodable().total()).isZero();
    closed.forEachRow(row -> rows.add(text(row, signatures)));
    closed.release();
    return true;
  }

  /** The row, with the signature itself in place of its id; sensors estimate many destinations. */
  private static String text(FlowTuple row, List<String> signatures) {
    String signature = row.stackSignature() == 0 ? "" : signatures.get(row.stackSignature() - 1);
    String text = row.toString().replaceAll("stackSignature=\\d+", "stackSignature=" + signature);
    return row.packets() <= FEW
        ? text
        : text.replaceAll("destinations=\\d+, destinationsEstimated=\\w+", "destinations=many");
  }

  @Test
  void refusesMoreAddressesThanDocumentationHas() throws Exception {
    Simulation simulation =
        Simulation.of(
            Models.parse(
                Models.single(400, "2017-01-01", "2017-01-01", 1, "addresses_per_sensor: 2")),
            1);
    assertThatThrownBy(() -> new CaptureFolder(simulation, folder))
        .hasMessageContaining("of which there are 762; the model's sensors monitor 800");
  }
}
