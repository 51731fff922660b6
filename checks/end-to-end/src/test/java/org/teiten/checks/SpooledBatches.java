// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/** What lies in a folder of batches, read with the reader that the centre uses. */
record SpooledBatches(List<BatchHeader> headers, List<FlowTuple> rows) {

  /** Reads every whole batch of a folder and of the folders in it. */
  static SpooledBatches read(Path folder) {
    List<BatchHeader> headers = new ArrayList<>();
    List<FlowTuple> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        headers.add(reader.header());
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(file.toString(), e);
      }
    }
    return new SpooledBatches(headers, rows);
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<IntervalHeader> intervals() {
    return headers.stream().flatMap(h -> h.intervals().stream()).toList();
  }

  /** In the form of {@link Truth#byClassPortAndFlags()}, from the batches' rows. */
  Map<String, Long> byClassPortAndFlags() {
    Map<String, Long> sums = new TreeMap<>();
    for (FlowTuple row : rows) {
      String flags = row.protocol() == 6 ? flags(row.tcpFlags()) : "-";
      sums.merge(
          className(row.trafficClass()) + " " + port(row) + " " + flags, row.packets(), Long::sum);
    }
    return sums;
  }

  private static String className(TrafficClass trafficClass) {
    return switch (trafficClass) {
      case SCAN -> "scan";
      case BACKSCATTER -> "backscatter";
      case OTHER -> "other";
    };
  }

  static String port(FlowTuple row) {
    return switch (row.protocol()) {
      case 1 -> row.icmpType() + "/icmp";
      case 58 -> row.icmpType() + "/icmp6";
      case 6 -> row.port() + "/tcp";
      case 17 -> row.port() + "/udp";
      default -> Integer.toString(row.protocol());
    };
  }

  private static String flags(int bits) {
    StringBuilder text = new StringBuilder();
    String names = "UAPRSF";
    for (int i = 0; i < names.length(); i++) {
      if ((bits & 32 >> i) != 0) {
        text.append(names.charAt(i));
      }
    }
    return text.isEmpty() ? "-" : text.toString();
  }
}
