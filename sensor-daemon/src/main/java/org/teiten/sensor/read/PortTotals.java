// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;

/**
 * Totals by port over all rows. Distinct sources are exact while there are at most {@link
 * #MAX_EXACT_PAIRS} pairs of port and source; then all become estimates (HLL, standard error 1.6
 * %).
 */
final class PortTotals {
  static final int MAX_EXACT_PAIRS = 4_000_000;
  private static final int LOG_BUCKETS = 12;

  private static final class Sums {
    final int index;
    long packets;
    long bytes;
    long exactSources;
    HllSketch estimate;

    Sums(int index) {
      this.index = index;
    }
  }

  private final Long2ObjectHashMap<Sums> byPort = new Long2ObjectHashMap<>();
  private final List<Sums> byIndex = new ArrayList<>();
  private final SortedMap<String, Long> fingerprints = new TreeMap<>();
  private DistinctSources distinct;

  PortTotals() {
    this(MAX_EXACT_PAIRS);
  }

  PortTotals(int maxExactPairs) {
    distinct = new DistinctSources(maxExactPairs, index -> byIndex.get(index - 1).exactSources++);
  }

  /** Adds a row. */
  void add(FlowTuple row) {
    Sums sums = sums(PortKey.pack(row));
    sums.packets += row.packets();
    sums.bytes += row.bytes();
    if (row.folded()) {
      merge(sums, row);
    } else {
      addSource(sums, row.ipVersion(), row.sourceHigh(), row.sourceLow());
    }
    if (!row.fingerprint().equals(Fingerprint.NONE)) {
      fingerprints.merge(row.fingerprint().label(), row.packets(), Long::sum);
    }
  }

  private Sums sums(long key) {
    Sums sums = byPort.get(key);
    if (sums == null) {
      sums = new Sums(byIndex.size() + 1);
      byIndex.add(sums);
      byPort.put(key, sums);
    }
    return sums;
  }

  private void addSource(Sums sums, int ipVersion, long high, long low) {
    if (distinct != null && !distinct.add(sums.index, ipVersion, high, low)) {
      estimateAll();
    }
    if (distinct == null || sums.estimate != null) {
      update(sums, high, low);
    }
  }

  private void estimateAll() {
    distinct.forEach((index, version, high, low) -> update(byIndex.get(index - 1), high, low));
    distinct = null;
  }

  private static void update(Sums sums, long high, long low) {
    if (sums.estimate == null) {
      sums.estimate = new HllSketch(LOG_BUCKETS, TgtHllType.HLL_8);
    }
    sums.estimate.update(new long[] {high, low}); // as folded rows' sketches are fed
  }

  /** A folded row says no sources, only their sketch: the port's number becomes an estimate. */
  private void merge(Sums sums, FlowTuple row) {
    if (sums.estimate == null) {
      sums.estimate = new HllSketch(LOG_BUCKETS, TgtHllType.HLL_8);
      if (distinct != null) {
        distinct.forEach(
            (index, version, high, low) -> {
              if (index == sums.index) {
                update(sums, high, low);
              }
            });
      }
    }
    if (row.sourcesSketch() != null) {
      Union union = new Union(LOG_BUCKETS);
      union.update(sums.estimate);
      union.update(HllSketch.heapify(Memory.wrap(row.sourcesSketch().image())));
      sums.estimate = union.getResult(TgtHllType.HLL_8);
    }
  }

  /** Every port, in descending order of packets; ties by protocol, then port. */
  List<PortTotal> ports() {
    if (distinct != null && !distinct.settle()) {
      estimateAll();
    }
    List<PortTotal> ports = new ArrayList<>(byIndex.size());
    byPort.forEachLong(
        (key, sums) ->
            ports.add(
                new PortTotal(
                    PortKey.unpack(key),
                    sums.packets,
                    sums.bytes,
                    sums.estimate == null
                        ? sums.exactSources
                        : Math.round(sums.estimate.getEstimate()),
                    sums.estimate != null)));
    ports.sort(
        Comparator.comparingLong(PortTotal::packets)
            .reversed()
            .thenComparing(PortTotal::key, PortKey.ORDER));
    return ports;
  }

  /** Packets by the mark they bear, packets without one left out. */
  SortedMap<String, Long> fingerprints() {
    return fingerprints;
  }
}
