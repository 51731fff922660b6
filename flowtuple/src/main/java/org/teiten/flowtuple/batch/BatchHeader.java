// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.util.List;
import org.teiten.flowtuple.IntervalHeader;

/**
 * What a batch says of itself before its rows (metadata key {@code teiten.batch}).
 *
 * @param id what makes it countable once
 * @param group the sensor's group, such as {@code jp}; {@code [a-z0-9][a-z0-9-]{0,62}}
 * @param epochKind where the epoch comes from; a simulation is visible wherever its data appears
 * @param software name and version of the writer
 * @param intervals headers in order of interval and part, at least one
 * @param signatures the dictionary of SYN stack signatures: entry i has id i + 1; at most 4,096
 * @param unsignedPackets SYN packets whose signature found no place in the dictionary (id 0)
 */
public record BatchHeader(
    BatchId id,
    String group,
    EpochKind epochKind,
    String software,
    List<IntervalHeader> intervals,
    List<String> signatures,
    long unsignedPackets) {

  public static final int MAX_SIGNATURES = 4_096;

  public BatchHeader {
    intervals = List.copyOf(intervals);
    signatures = List.copyOf(signatures);
    if (intervals.isEmpty()) {
      throw new IllegalArgumentException("a batch holds at least one interval");
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "a batch holds at most " + MAX_SIGNATURES + " stack signatures");
    }
  }

  public boolean simulated() {
    return epochKind == EpochKind.SIMULATION;
  }

  public long rows() {
    return intervals.stream().mapToLong(IntervalHeader::rows).sum();
  }

  public long packets() {
    return intervals.stream().mapToLong(IntervalHeader::packets).sum();
  }
}
