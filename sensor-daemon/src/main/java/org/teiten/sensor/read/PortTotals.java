// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.teiten.capture.aggregate.RowView;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.TrafficType;

/**
 * Totals by port over all rows. Distinct sources are exact while there are at most {@link
 * #MAX_EXACT_PAIRS} pairs of port and source; then all become estimates (HLL, standard error 1.6
 * %).
 */
final class PortTotals {
  static final int MAX_EXACT_PAIRS = 4_000_000;
  private static final int LOG_BUCKETS = 12;
  private static final int PROTOCOLS = 256;

  private static final int TYPES = TrafficType.values().length;
  private static final int PORTS = 1 << 16;

  private static final int PACKETS = 0;
  private static final int BYTES = 1;
  private static final int SOURCES = 2;
  private static final int WIDTH = 3;

  /**
   * By protocol and type: by port (ICMP: type and code), the place of its sums; 0 if it has none.
   */
  private final int[][] places = new int[PROTOCOLS * TYPES][];

  /** By protocol and type, for packets without a port. */
  private final int[] placesWithoutPort = new int[PROTOCOLS * TYPES];

  private final List<PortKey> keys = new ArrayList<>();
  private final List<HllSketch> estimates = new ArrayList<>();
  private final long[] fingerprints = new long[FingerprintRules.RULES.size()];
  private long[] sums = new long[WIDTH * 1_024];
  private DistinctSources distinct;
  private boolean estimated;

  PortTotals() {
    this(MAX_EXACT_PAIRS);
  }

  PortTotals(int maxExactPairs) {
    keys.add(null);
    estimates.add(null);
    distinct = new DistinctSources(maxExactPairs, place -> sums[place * WIDTH + SOURCES]++);
  }

  /** Adds a row. */
  void add(RowView row) {
    final int place = place(row.protocol(), row.number(), row.trafficType());
    final long packets = row.packets();
    sums[place * WIDTH + PACKETS] += packets;
    sums[place * WIDTH + BYTES] += row.bytes();
    fingerprints[row.fingerprint()] += packets;
    final HllSketch sources = row.sources();
    if (sources == null) {
      addSource(place, row.ipVersion(), row.sourceHigh(), row.sourceLow());
    } else {
      merge(place, sources);
    }
  }

  private int place(int protocol, int number, TrafficType type) {
    final int kind = protocol * TYPES + type.ordinal();
    int[] ofKind = placesWithoutPort;
    int at = kind;
    if (number >= 0) {
      ofKind = places[kind];
      at = number;
      if (ofKind == null) {
        ofKind = new int[PORTS];
        places[kind] = ofKind;
      }
    }
    return ofKind[at] != 0 ? ofKind[at] : newPlace(ofKind, at, PortKey.of(protocol, number, type));
  }

  private int newPlace(int[] ofKind, int at, PortKey key) {
    final int place = keys.size();
    ofKind[at] = place;
    keys.add(key);
    estimates.add(null);
    if ((place + 1) * WIDTH > sums.length) {
      sums = Arrays.copyOf(sums, 2 * sums.length);
    }
    return place;
  }

  private void addSource(int place, int ipVersion, long high, long low) {
    if (distinct != null && !distinct.add(place, ipVersion, high, low)) {
      estimateAll();
    }
    if (distinct == null || (estimated && estimates.get(place) != null)) {
      update(place, high, low);
    }
  }

  private void estimateAll() {
    distinct.forEach((place, version, high, low) -> update(place, high, low));
    distinct = null;
  }

  private void update(int place, long high, long low) {
    HllSketch estimate = estimates.get(place);
    if (estimate == null) {
      estimate = new HllSketch(LOG_BUCKETS, TgtHllType.HLL_8);
      estimates.set(place, estimate);
      estimated = true;
    }
    estimate.update(new long[] {high, low}); // as folded rows' sketches are fed
  }

  /** A folded row says no sources, only their sketch: the port's number becomes an estimate. */
  private void merge(int place, HllSketch sources) {
    Union union = new Union(LOG_BUCKETS);
    union.update(sources);
    if (estimates.get(place) != null) {
      union.update(estimates.get(place));
    } else if (distinct != null) {
      distinct.forEach(
          (other, version, high, low) -> {
            if (other == place) {
              union.update(new long[] {high, low});
            }
          });
    }
    estimates.set(place, union.getResult(TgtHllType.HLL_8));
    estimated = true;
  }

  /** Every port, in descending order of packets; ties by protocol, then port. */
  List<PortTotal> ports() {
    if (distinct != null && !distinct.settle()) {
      estimateAll();
    }
    List<PortTotal> ports = new ArrayList<>(keys.size());
    for (int place = 1; place < keys.size(); place++) {
      HllSketch estimate = estimates.get(place);
      ports.add(
          new PortTotal(
              keys.get(place),
              sums[place * WIDTH + PACKETS],
              sums[place * WIDTH + BYTES],
              estimate == null ? sums[place * WIDTH + SOURCES] : Math.round(estimate.getEstimate()),
              estimate != null));
    }
    ports.sort(
        Comparator.comparingLong(PortTotal::packets)
            .reversed()
            .thenComparing(PortTotal::key, PortKey.ORDER));
    return ports;
  }

  /** Packets by the mark they bear, packets without one left out. */
  SortedMap<String, Long> fingerprints() {
    SortedMap<String, Long> packets = new TreeMap<>();
    for (int id = 0; id < fingerprints.length; id++) {
      if (id != FingerprintRules.NONE && fingerprints[id] > 0) {
        packets.put(FingerprintRules.fingerprint(id).label(), fingerprints[id]);
      }
    }
    return packets;
  }
}
