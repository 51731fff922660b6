// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.time.Duration;
import java.util.List;
import org.teiten.capture.aggregate.FlowTupleTable;
import org.teiten.capture.aggregate.IntervalClock;
import org.teiten.capture.classify.ManagementPort;
import org.teiten.capture.decode.Tunnel;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IpPrefix;

/**
 * How packets are metered.
 *
 * @param mode whether time is the clock's or the packets'
 * @param intervalSeconds length of an interval, see {@link Interval}
 * @param monitored prefixes whose inbound packets are observed; empty: every address
 * @param managementPorts at monitored addresses, through which the sensor is administered
 * @param tunnels in which a router delivers them; usually none
 * @param detail whether rows bear the source of their packets
 * @param maxKeys keys that one interval can hold, 1,024 to 16,000,000; past it rows without source.
 *     Without meaning where no row bears its source
 * @param maxFoldedKeys rows without source that one interval can hold by port, 64 to 65,536
 * @param slack how long after its end an interval still takes packets (the capture timeout and what
 *     the threads need); 0 to the length of an interval
 * @param hashKey0 first half of the tables' secret hash key
 * @param hashKey1 second half
 */
public record MeterConfig(
    Mode mode,
    int intervalSeconds,
    List<IpPrefix> monitored,
    List<ManagementPort> managementPorts,
    List<Tunnel> tunnels,
    Detail detail,
    int maxKeys,
    int maxFoldedKeys,
    Duration slack,
    long hashKey0,
    long hashKey1) {
  /** What the centre takes in one interval (design §5), folded rows included. */
  public static final int MAX_ROWS = 16_000_000;

  /** Whose time closes intervals. */
  public enum Mode {
    /** The clock's, by {@link PacketMeter#tick}; empty intervals are closed too. */
    LIVE,
    /** The packets' own; the time from first to last packet is observed. */
    CAPTURE
  }

  /** What a row is made for. */
  public enum Detail {
    /** Each source, protocol, port, type and fingerprint: FlowTuples. */
    SOURCE,
    /**
     * The same without the source, whose number is estimated: compact. Packets and bytes are exact.
     */
    PORT
  }

  public MeterConfig {
    monitored = List.copyOf(monitored);
    managementPorts = List.copyOf(managementPorts);
    tunnels = List.copyOf(tunnels);
    Interval.requireLength(intervalSeconds);
    if (maxKeys < 1_024 || maxKeys > MAX_ROWS) {
      throw new IllegalArgumentException(
          "keys of an interval must be 1024 to " + MAX_ROWS + ", not " + maxKeys);
    }
    if (maxFoldedKeys < 64 || maxFoldedKeys > 65_536) {
      throw new IllegalArgumentException(
          "folded keys of an interval must be 64 to 65536, not " + maxFoldedKeys);
    }
    long rows = FlowTupleTable.maxRows(tableKeys(detail, maxKeys), maxFoldedKeys);
    if (rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "keys and folded keys of an interval must not exceed "
              + MAX_ROWS
              + " rows together, not "
              + rows);
    }
    if (slack.isNegative() || slack.compareTo(Duration.ofSeconds(intervalSeconds)) > 0) {
      throw new IllegalArgumentException(
          "slack must be 0 s to the interval's " + intervalSeconds + " s, not " + slack);
    }
  }

  /** By source, without management ports. */
  public MeterConfig(
      Mode mode,
      int intervalSeconds,
      List<IpPrefix> monitored,
      List<Tunnel> tunnels,
      int maxKeys,
      int maxFoldedKeys,
      Duration slack,
      long hashKey0,
      long hashKey1) {
    this(
        mode,
        intervalSeconds,
        monitored,
        List.of(),
        tunnels,
        Detail.SOURCE,
        maxKeys,
        maxFoldedKeys,
        slack,
        hashKey0,
        hashKey1);
  }

  /** Rows with a source that one table can hold. */
  int tableKeys() {
    return tableKeys(detail, maxKeys);
  }

  private static int tableKeys(Detail detail, int maxKeys) {
    return detail == Detail.PORT ? 0 : maxKeys;
  }

  /** Memory of all tables in bytes, which is nearly all that metering takes; does not grow. */
  public long memoryBytes() {
    return IntervalClock.TABLES * FlowTupleTable.memoryBytes(tableKeys(), maxFoldedKeys);
  }
}
