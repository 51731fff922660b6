// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.util.Arrays;
import java.util.List;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficClass;

/**
 * Holds rows against the headers they belong to: in order, in an announced interval, and adding up.
 * Both ends use it, so that what cannot be written cannot be read either.
 */
final class BatchTotals {
  private final List<IntervalHeader> headers;
  private final long[] classPackets = new long[TrafficClass.values().length];
  private int current;
  private long rows;
  private long bytes;
  private long foldedRows;
  private long foldedPackets;
  private long rowsBefore;
  private FlowTuple previous;

  BatchTotals(List<IntervalHeader> headers) {
    this.headers = headers;
  }

  /** Rows accepted so far. */
  long rowCount() {
    return rowsBefore + rows;
  }

  /** Takes the next row; answers what is wrong with it, or null. */
  String accept(FlowTuple row) {
    if (previous != null && FlowTuple.KEY_ORDER.compare(previous, row) >= 0) {
      return "is not in the order of its key";
    }
    while (!belongs(row, headers.get(current))) {
      String problem = endInterval();
      if (problem != null) {
        return "ends interval " + describe(headers.get(current - 1)) + ", where " + problem;
      }
      if (current == headers.size()) {
        return "belongs to no announced interval";
      }
    }
    previous = row;
    rows++;
    bytes += row.bytes();
    classPackets[row.trafficClass().ordinal()] += row.packets();
    if (row.folded()) {
      foldedRows++;
      foldedPackets += row.packets();
    }
    return null;
  }

  /** After the last row; answers what does not add up, or null. */
  String end() {
    while (current < headers.size()) {
      IntervalHeader header = headers.get(current);
      String problem = endInterval();
      if (problem != null) {
        return "interval " + describe(header) + ": " + problem;
      }
    }
    return null;
  }

  private String endInterval() {
    IntervalHeader header = headers.get(current++);
    ClassTotals sums =
        new ClassTotals(
            classPackets[TrafficClass.SCAN.ordinal()],
            classPackets[TrafficClass.BACKSCATTER.ordinal()],
            classPackets[TrafficClass.OTHER.ordinal()]);
    String problem =
        firstDifference(
            new String[] {
              "rows",
              "scan packets",
              "backscatter packets",
              "other packets",
              "bytes",
              "folded rows",
              "folded packets"
            },
            new long[] {
              header.rows(),
              header.classes().scan(),
              header.classes().backscatter(),
              header.classes().other(),
              header.bytes(),
              header.loss().foldedRows(),
              header.loss().foldedPackets()
            },
            new long[] {
              rows, sums.scan(), sums.backscatter(), sums.other(), bytes, foldedRows, foldedPackets
            });
    rowsBefore += rows;
    rows = 0;
    bytes = 0;
    foldedRows = 0;
    foldedPackets = 0;
    Arrays.fill(classPackets, 0);
    return problem;
  }

  private static String firstDifference(String[] names, long[] announced, long[] found) {
    for (int i = 0; i < names.length; i++) {
      if (announced[i] != found[i]) {
        return names[i] + " are " + found[i] + " where the header says " + announced[i];
      }
    }
    return null;
  }

  private static boolean belongs(FlowTuple row, IntervalHeader header) {
    return row.intervalStart() == header.interval().startSeconds() && row.part() == header.part();
  }

  private static String describe(IntervalHeader header) {
    return header.interval().start() + " part " + header.part();
  }
}
