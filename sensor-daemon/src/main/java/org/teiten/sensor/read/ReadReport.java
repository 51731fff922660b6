// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.Undecodable;

/**
 * What is in the captures. Always {@code packets = notIp + undecodable.total() + notMonitored +
 * solicited + classes.total()}.
 *
 * @param filtered packets left out because they were not asked for, not among {@code packets};
 *     empty if all were
 * @param bytes IP lengths of the packets in classes
 * @param first earliest time of any packet, if there is one
 * @param last latest time
 * @param ipv4 packets that the link layer calls IPv4, undecodable ones included
 * @param ports in descending order of packets
 */
record ReadReport(
    long packets,
    OptionalLong filtered,
    long bytes,
    Optional<Instant> first,
    Optional<Instant> last,
    long notIp,
    Undecodable undecodable,
    long notMonitored,
    long solicited,
    long ipv4,
    long ipv6,
    ClassTotals classes,
    SortedMap<String, Long> fingerprints,
    List<PortTotal> ports) {

  static ReadReport of(MeterCounters books, OptionalLong filtered, PortTotals totals) {
    boolean any = books.frames() > 0;
    return new ReadReport(
        books.frames(),
        filtered,
        books.bytes(),
        any ? Optional.of(instant(books.earliestMicros())) : Optional.empty(),
        any ? Optional.of(instant(books.latestMicros())) : Optional.empty(),
        books.notIp(),
        books.undecodable(),
        books.notMonitored(),
        books.solicited(),
        books.ipv4(),
        books.ipv6(),
        books.classes(),
        totals.fingerprints(),
        totals.ports());
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
