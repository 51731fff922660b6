// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;
import org.teiten.checks.simulator.traffic.StackSignature;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.Undecodable;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchWriter;
import org.teiten.support.lifecycle.Software;

/**
 * A folder of batches: one a sensor and day, in a folder of each sensor. The epoch is a hash of
 * model, seed, versions and origin databases, the sequence is the day, so the same simulation has
 * the same ids and the same bytes.
 */
public final class BatchFolder implements Rendering {
  private static final int EPOCH_DIGITS = 32;
  private static final String ENDING = ".avro";

  private final Simulation simulation;
  private final Path folder;
  private final FlowRows rows;
  private final String software;
  private final String epoch;
  private final List<String> signatures;
  private long files;
  private long packets;

  /**
   * Prepares the folder.
   *
   * @throws IOException if it cannot be made, or holds another simulation
   */
  public BatchFolder(Simulation simulation, Path folder) throws IOException {
    this.simulation = simulation;
    this.folder = folder;
    this.rows = new FlowRows(simulation);
    this.software =
        Software.nameAndVersion("teiten-simulate", BatchFolder.class)
            + " simulation "
            + Simulation.VERSION;
    this.epoch = epoch(simulation, software);
    this.signatures = StackSignature.ALL.stream().map(StackSignature::toString).toList();
    for (SensorId sensor : simulation.sensors()) {
      Files.createDirectories(folder.resolve(sensor.value()));
      requireOwn(folder.resolve(sensor.value()), sensor);
    }
  }

  private static String epoch(Simulation simulation, String software) {
    String content =
        String.join(
            "\n",
            software,
            simulation.originDigest(),
            simulation.model().withSeed(simulation.seed()).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, EPOCH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void requireOwn(Path sensorFolder, SensorId sensor) throws IOException {
    String own = sensor.value() + "_" + epoch + "_";
    try (DirectoryStream<Path> found = Files.newDirectoryStream(sensorFolder, "*" + ENDING)) {
      for (Path file : found) {
        if (!file.getFileName().toString().startsWith(own)) {
          throw new IOException(
              file + " is of another simulation or sensor; name an empty folder, or remove it");
        }
      }
    }
  }

  @Override
  public void write(SimulatedDay day) throws IOException {
    List<List<FlowTuple>> bySensor = rows.of(day);
    for (int sensor = 0; sensor < bySensor.size(); sensor++) {
      if (day.observed(sensor)) {
        SensorId id = simulation.sensors().get(sensor);
        BatchHeader header = header(day, id, bySensor.get(sensor));
        List<FlowTuple> tuples = bySensor.get(sensor);
        Path file = folder.resolve(id.value()).resolve(header.id().fileName());
        WholeFile.write(file, out -> write(header, tuples, out));
        files++;
        packets += header.packets();
      }
    }
  }

  private static void write(BatchHeader header, List<FlowTuple> tuples, OutputStream out)
      throws IOException {
    try (FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
      for (FlowTuple tuple : tuples) {
        writer.append(tuple);
      }
    }
  }

  private BatchHeader header(SimulatedDay day, SensorId sensor, List<FlowTuple> tuples) {
    List<IntervalHeader> headers = new ArrayList<>(day.intervals());
    int at = 0;
    for (int i = 0; i < day.intervals(); i++) {
      long start = day.startSeconds() + (long) i * simulation.intervalSeconds();
      int from = at;
      while (at < tuples.size() && tuples.get(at).intervalStart() == start) {
        at++;
      }
      Interval interval = new Interval(start, simulation.intervalSeconds());
      headers.add(header(interval, tuples.subList(from, at)));
    }
    return new BatchHeader(
        new BatchId(sensor, epoch, day.number()),
        simulation.model().group(sensor),
        EpochKind.SIMULATION,
        software,
        headers,
        signatures,
        0);
  }

  private IntervalHeader header(Interval interval, List<FlowTuple> tuples) {
    long[] classes = new long[TrafficClass.values().length];
    long bytes = 0;
    long received = 0;
    for (FlowTuple tuple : tuples) {
      classes[tuple.trafficClass().ordinal()] += tuple.packets();
      bytes += tuple.bytes();
      received += tuple.packets();
    }
    return new IntervalHeader(
        interval,
        0,
        interval.startMicros(),
        interval.endMicros(),
        simulation.model().addressesPerSensor(),
        0,
        new CaptureLoss(received, 0, 0, 0, 0, Undecodable.NONE, 0, 0, 0, 0, 0, 0),
        new ClassTotals(
            classes[TrafficClass.SCAN.ordinal()],
            classes[TrafficClass.BACKSCATTER.ordinal()],
            classes[TrafficClass.OTHER.ordinal()]),
        tuples.size(),
        bytes,
        ClockState.UNKNOWN);
  }

  @Override
  public String summary() {
    return "batches %d, packets %d, epoch %s".formatted(files, packets, epoch);
  }
}
