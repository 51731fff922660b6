// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.traffic.Draws;
import org.teiten.checks.simulator.traffic.Service;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;
import org.teiten.checks.simulator.traffic.StackSignature;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficType;

/**
 * Folds a simulated day's packets into the FlowTuples of each sensor, in the order of their key.
 */
final class FlowRows {
  private static final int KIND_BITS = 14;
  private static final int HIGH_TTL = 200;
  private static final int FIRST_EPHEMERAL = 32_768;
  private static final int EPHEMERAL = 28_232;

  /** A service as it is sent with one mark. */
  private record Kind(int serviceNumber, Service service, Mark mark, Fingerprint fingerprint) {
    static final Comparator<Kind> KEY_ORDER =
        Comparator.<Kind>comparingInt(kind -> kind.service().port().protocol())
            .thenComparingInt(Kind::port)
            .thenComparingInt(Kind::icmpType)
            .thenComparing(kind -> kind.service().type())
            .thenComparing(kind -> kind.fingerprint().label());

    int port() {
      return isIcmp() ? -1 : service.port().number();
    }

    int icmpType() {
      return isIcmp() ? service.port().number() : -1;
    }

    boolean isIcmp() {
      return service.port().protocol() == PortKey.ICMP;
    }
  }

  private final Simulation simulation;
  private final Kind[] kinds;
  private final int[] rankOf;

  FlowRows(Simulation simulation) {
    this.simulation = simulation;
    List<Kind> all = new ArrayList<>();
    for (int service = 0; service < simulation.services().size(); service++) {
      for (Mark mark : Mark.values()) {
        Fingerprint fingerprint = new Fingerprint(mark.label());
        all.add(new Kind(service, simulation.services().get(service), mark, fingerprint));
      }
    }
    if (all.size() > 1 << KIND_BITS) {
      throw new IllegalArgumentException(simulation.services().size() + " services are too many");
    }
    all.sort(Kind.KEY_ORDER);
    this.kinds = all.toArray(Kind[]::new);
    this.rankOf = new int[kinds.length];
    for (int rank = 0; rank < kinds.length; rank++) {
      Kind kind = kinds[rank];
      rankOf[kind.serviceNumber() * Mark.values().length + kind.mark().ordinal()] = rank;
    }
  }

  /** The rows of all sensors by sensor number; empty for those that saw or observed nothing. */
  List<List<FlowTuple>> of(SimulatedDay day) {
    int sensors = simulation.model().sensors();
    int[] sizes = new int[sensors];
    for (int row = 0; row < day.rows(); row++) {
      sizes[day.sensor(row)]++;
    }
    long[][] keys = new long[sensors][];
    for (int sensor = 0; sensor < sensors; sensor++) {
      keys[sensor] = new long[sizes[sensor]];
    }
    for (int row = 0; row < day.rows(); row++) {
      int sensor = day.sensor(row);
      int kind = rankOf[day.serviceNumber(row) * Mark.values().length + day.mark(row).ordinal()];
      keys[sensor][--sizes[sensor]] =
          (long) day.interval(row) << (32 + KIND_BITS)
              | Integer.toUnsignedLong(day.source(row)) << KIND_BITS
              | kind;
    }
    List<List<FlowTuple>> rows = new ArrayList<>(sensors);
    for (int sensor = 0; sensor < sensors; sensor++) {
      Arrays.sort(keys[sensor]);
      Draws draws = Draws.of(simulation.seed(), "arrivals " + day.number() + " " + sensor);
      rows.add(fold(day, keys[sensor], draws));
    }
    return rows;
  }

  private List<FlowTuple> fold(SimulatedDay day, long[] keys, Draws draws) {
    List<FlowTuple> rows = new ArrayList<>(keys.length);
    int at = 0;
    while (at < keys.length) {
      int end = at + 1;
      while (end < keys.length && keys[end] == keys[at]) {
        end++;
      }
      rows.add(row(day, keys[at], end - at, draws));
      at = end;
    }
    return rows;
  }

  private FlowTuple row(SimulatedDay day, long key, int packets, Draws draws) {
    Kind kind = kinds[(int) key & ((1 << KIND_BITS) - 1)];
    int source = (int) (key >>> KIND_BITS);
    int length = simulation.intervalSeconds();
    long start = day.startSeconds() + (key >>> (32 + KIND_BITS)) * length;
    long hash = simulation.sourceHash(source);
    boolean syn = kind.service().type() == TrafficType.TCP_SYN;
    int signature = syn ? StackSignature.idOf(kind.mark(), hash) : 0;
    PacketShape shape = PacketShape.of(kind.service(), signature, hash);
    long first = Long.MAX_VALUE;
    long last = 0;
    for (int i = 0; i < packets; i++) {
      long micros = start * 1_000_000 + (long) (draws.uniform() * length * 1_000_000);
      first = Math.min(first, micros);
      last = Math.max(last, micros);
    }
    return new FlowTuple(
        start,
        0,
        4,
        0,
        Integer.toUnsignedLong(source),
        false,
        kind.service().port().protocol(),
        kind.port(),
        kind.icmpType(),
        kind.isIcmp() ? 0 : -1,
        kind.service().type(),
        kind.fingerprint(),
        packets,
        (long) packets * shape.ipLength(),
        destinations(packets, draws),
        false,
        1,
        null,
        first,
        last,
        kind.isIcmp() ? -1 : otherPort(kind, hash, draws),
        shape.ttl(),
        signature,
        shape.tcpFlags(),
        qualityMarks(source, shape),
        0,
        0,
        0,
        -1,
        -1);
  }

  /** How many of the sensor's addresses so many packets reach. */
  private int destinations(int packets, Draws draws) {
    int addresses = simulation.model().addressesPerSensor();
    if (packets == 1 || addresses == 1) {
      return 1;
    }
    BitSet reached = new BitSet(addresses);
    for (int i = 0; i < packets; i++) {
      reached.set(draws.below(addresses));
    }
    return reached.cardinality();
  }

  /**
   * Mirai keeps one source port, others do not; backscatter goes to the spoofer's random choice.
   */
  private static int otherPort(Kind kind, long hash, Draws draws) {
    if (kind.mark() == Mark.MIRAI) {
      return 1_024 + (int) ((hash >>> 24) & 0x7fff);
    }
    return switch (kind.service().trafficClass()) {
      case BACKSCATTER -> 1_024 + draws.below(64_512);
      default -> FIRST_EPHEMERAL + draws.below(EPHEMERAL);
    };
  }

  private static int qualityMarks(int source, PacketShape shape) {
    int octet = source & 0xff;
    return (octet == 0 || octet == 0xff ? QualityMark.LOW_OCTET.bit() : 0)
        | (shape.ttl() >= HIGH_TTL ? QualityMark.HIGH_TTL.bit() : 0);
  }
}
