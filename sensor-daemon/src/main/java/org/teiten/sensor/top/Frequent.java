// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.hll.Union;
import org.teiten.capture.aggregate.RowView;
import org.teiten.capture.decode.IpProtocol;
import org.teiten.flowtuple.IpAddress;

/**
 * The ports and sources with most packets: first {@link #count} every row, then {@link #choose},
 * then {@link #measure} every row again. Counts are exact while there are at most some hundred
 * ports and sources, and lower bounds above (Misra–Gries, as DataSketches has it).
 */
final class Frequent {
  private static final int KEPT = 1 << 11;
  private static final int LOG_K = 10;

  private record Chosen(long packets, Union others) {
    Chosen(long packets) {
      this(packets, new Union(LOG_K));
    }

    long distinct() {
      return Math.round(others.getEstimate());
    }
  }

  private final int lines;
  private final LongsSketch ports = new LongsSketch(KEPT);
  private final LongsSketch ipv4 = new LongsSketch(KEPT);
  private final ItemsSketch<IpAddress> ipv6 = new ItemsSketch<>(KEPT);
  private final Map<Long, Chosen> chosenPorts = new LinkedHashMap<>();
  private final Map<IpAddress, Chosen> chosenSources = new LinkedHashMap<>();

  Frequent(int lines) {
    this.lines = lines;
  }

  void count(RowView row) {
    ports.update(port(row), row.packets());
    if (row.sources() != null) {
      return;
    }
    if (row.ipVersion() == 4) {
      ipv4.update(row.sourceLow(), row.packets());
    } else {
      ipv6.update(source(row), row.packets());
    }
  }

  private static long port(RowView row) {
    return (long) row.protocol() << Integer.SIZE | (row.number() & 0xffff_ffffL);
  }

  private static IpAddress source(RowView row) {
    return new IpAddress(row.ipVersion(), row.sourceHigh(), row.sourceLow());
  }

  void choose() {
    Arrays.stream(ports.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .limit(lines)
        .forEach(row -> chosenPorts.put(row.getItem(), new Chosen(row.getLowerBound())));
    Map<IpAddress, Long> packets = new LinkedHashMap<>();
    Arrays.stream(ipv4.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .limit(lines)
        .forEach(row -> packets.put(new IpAddress(4, 0, row.getItem()), row.getLowerBound()));
    Arrays.stream(ipv6.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .limit(lines)
        .forEach(row -> packets.put(row.getItem(), row.getLowerBound()));
    packets.entrySet().stream()
        .sorted(Map.Entry.<IpAddress, Long>comparingByValue().reversed())
        .limit(lines)
        .forEach(entry -> chosenSources.put(entry.getKey(), new Chosen(entry.getValue())));
  }

  void measure(RowView row) {
    Chosen port = chosenPorts.get(port(row));
    if (row.sources() != null) {
      if (port != null) {
        port.others().update(row.sources());
      }
      return;
    }
    if (port != null) {
      port.others().update(new long[] {row.ipVersion(), row.sourceHigh(), row.sourceLow()});
    }
    Chosen source = chosenSources.get(source(row));
    if (source != null) {
      source.others().update(port(row));
    }
  }

  List<IntervalSummary.PortLine> ports() {
    return chosenPorts.entrySet().stream()
        .map(
            one ->
                new IntervalSummary.PortLine(
                    IpProtocol.portName(
                        (int) (one.getKey() >>> Integer.SIZE), one.getKey().intValue()),
                    one.getValue().packets(),
                    one.getValue().distinct()))
        .toList();
  }

  List<IntervalSummary.SourceLine> sources() {
    return chosenSources.entrySet().stream()
        .map(
            one ->
                new IntervalSummary.SourceLine(
                    one.getKey().toString(), one.getValue().packets(), one.getValue().distinct()))
        .toList();
  }
}
