// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.traffic.Draws;
import org.teiten.checks.simulator.traffic.Service;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.SensorId;

/**
 * A folder of captures (pcap, Ethernet, microseconds): one a sensor and day, of the same packets
 * that the batches count. Destinations are documentation addresses (RFC 5737), from {@code
 * 192.0.2.1} on, as many for each sensor as it monitors.
 */
public final class CaptureFolder implements Rendering {
  private static final int[] NETWORKS = {0xc0000200, 0xc6336400, 0xcb007100};
  private static final int HOSTS = 254;
  private static final int GLOBAL_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int SNAPLEN = 65_535;

  /** How many destinations there are. */
  public static final int MAX_ADDRESSES = NETWORKS.length * HOSTS;

  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  private record Frame(long micros, byte[] bytes) {}

  private final Simulation simulation;
  private final Path folder;
  private final FlowRows rows;
  private long files;
  private long packets;

  /**
   * Prepares the folder.
   *
   * @throws IllegalArgumentException if there are more monitored addresses than {@link
   *     #MAX_ADDRESSES}
   * @throws IOException if it cannot be made
   */
  public CaptureFolder(Simulation simulation, Path folder) throws IOException {
    long addresses = (long) simulation.model().sensors() * simulation.model().addressesPerSensor();
    if (addresses > MAX_ADDRESSES) {
      throw new IllegalArgumentException(
          "captures go to documentation addresses, of which there are "
              + MAX_ADDRESSES
              + "; the model's sensors monitor "
              + addresses);
    }
    this.simulation = simulation;
    this.folder = folder;
    this.rows = new FlowRows(simulation);
    Files.createDirectories(folder);
  }

  /** The monitored address of a sensor with that number. */
  static int address(int number) {
    return NETWORKS[number / HOSTS] + 1 + number % HOSTS;
  }

  @Override
  public void write(SimulatedDay day) throws IOException {
    List<List<FlowTuple>> bySensor = rows.of(day);
    for (int sensor = 0; sensor < bySensor.size(); sensor++) {
      if (day.observed(sensor)) {
        SensorId id = simulation.sensors().get(sensor);
        Path file = folder.resolve(id + "_" + day.date() + ".simulated.pcap");
        List<Frame> frames = frames(day, sensor, bySensor.get(sensor));
        WholeFile.write(file, out -> write(frames, out));
        files++;
        packets += frames.size();
      }
    }
  }

  private List<Frame> frames(SimulatedDay day, int sensor, List<FlowTuple> tuples) {
    Draws draws = Draws.of(simulation.seed(), "frames " + day.number() + " " + sensor);
    FrameBuilder builder = new FrameBuilder(draws);
    int addresses = simulation.model().addressesPerSensor();
    List<Frame> frames = new ArrayList<>();
    for (FlowTuple tuple : tuples) {
      PacketShape shape = shape(tuple);
      int offset = draws.below(addresses);
      for (int i = 0; i < tuple.packets(); i++) {
        long micros = time(tuple, i, draws);
        int target = (int) ((offset + i % tuple.destinations()) % addresses);
        int destination = address(sensor * addresses + target);
        frames.add(new Frame(micros, builder.frame(tuple, shape, destination, tuple.otherPort())));
      }
    }
    frames.sort(Comparator.comparingLong(Frame::micros));
    return frames;
  }

  private PacketShape shape(FlowTuple tuple) {
    int number = tuple.port() >= 0 ? tuple.port() : tuple.icmpType();
    Service service = new Service(tuple.trafficType(), new PortKey(tuple.protocol(), number));
    long hash = simulation.sourceHash((int) tuple.sourceLow());
    return PacketShape.of(service, tuple.stackSignature(), hash);
  }

  /** The first and the last at the tuple's times, the others between. */
  private static long time(FlowTuple tuple, int packet, Draws draws) {
    if (packet == 0) {
      return tuple.firstMicros();
    }
    if (packet == tuple.packets() - 1) {
      return tuple.lastMicros();
    }
    long span = tuple.lastMicros() - tuple.firstMicros() + 1;
    return tuple.firstMicros() + (long) (draws.uniform() * span);
  }

  private static void write(List<Frame> frames, OutputStream out) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(GLOBAL_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    header.putInt(16, SNAPLEN).putInt(20, 1);
    out.write(header.array());
    ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    for (Frame frame : frames) {
      record
          .putInt(0, (int) (frame.micros() / 1_000_000))
          .putInt(4, (int) (frame.micros() % 1_000_000))
          .putInt(8, frame.bytes().length)
          .putInt(12, frame.bytes().length);
      out.write(record.array());
      out.write(frame.bytes());
    }
  }

  @Override
  public String summary() {
    return "captures %d, packets %d".formatted(files, packets);
  }
}
