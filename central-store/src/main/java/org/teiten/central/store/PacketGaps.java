// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The times between the packets of one sensor, each interval's mean weighing as many times as it
 * holds packets. They are read once for all of its silences: a sensor of one address has thousands.
 */
final class PacketGaps {
  private static final long AROUND_MICROS = Duration.ofHours(84).toMillis() * 1_000;

  private record Gap(long startMicros, double micros, long packets) {}

  private final List<Gap> gaps = new ArrayList<>();

  /**
   * Those around silences of one sensor and kind of epoch.
   *
   * @param silences in the order of time
   */
  PacketGaps(Connection connection, List<CoverageQuestions.Silence> silences) throws SQLException {
    CoverageQuestions.Silence first = silences.get(0);
    long last =
        silences.stream().mapToLong(CoverageQuestions.Silence::toMicros).max().orElseThrow();
    try (PreparedStatement query = connection.prepareStatement(Sql.of("packet_gaps"))) {
      query.setInt(1, first.sensor());
      query.setString(2, first.kind());
      query.setObject(3, SensorTable.utc(instant(first.fromMicros() - AROUND_MICROS)));
      query.setObject(4, SensorTable.utc(instant(last + AROUND_MICROS)));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          gaps.add(new Gap(row.getLong(1), row.getDouble(2), row.getLong(3)));
        }
      }
    }
  }

  /**
   * The median in the seven observed days around a silence, microseconds; 0 if there was no packet.
   */
  long median(CoverageQuestions.Silence silence) {
    List<Gap> around =
        gaps.subList(
            firstFrom(silence.fromMicros() - AROUND_MICROS),
            firstFrom(silence.toMicros() + AROUND_MICROS));
    long packets = around.stream().mapToLong(Gap::packets).sum();
    long rank = 0;
    for (Gap gap : around.stream().sorted(Comparator.comparingDouble(Gap::micros)).toList()) {
      rank += gap.packets();
      if (rank * 2 >= packets) {
        return (long) gap.micros();
      }
    }
    return 0;
  }

  private int firstFrom(long micros) {
    int low = 0;
    int high = gaps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (gaps.get(middle).startMicros() < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
