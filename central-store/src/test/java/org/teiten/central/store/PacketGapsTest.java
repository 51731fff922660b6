// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.store.CoverageQuestions.Silence;

/** Many silences at a time have the medians that a question about each alone gives. */
class PacketGapsTest {
  private static final String ALONE =
      """
      WITH around AS (
        SELECT interval_start, (epoch_us(observed_to) - epoch_us(observed_from)) AS span,
          scan + backscatter + other AS packets
        FROM intervals
        WHERE NOT overlap AND sensor = $1 AND kind = $2
          AND interval_start >= make_timestamp($3::BIGINT) - INTERVAL 84 HOUR
          AND interval_start < make_timestamp($4::BIGINT) + INTERVAL 84 HOUR
          AND scan + backscatter + other > 0
      ),
      weighted AS (
        SELECT span / packets AS gap,
          sum(packets) OVER (ORDER BY span / packets, interval_start) AS rank
        FROM around
      )
      SELECT min(gap) AS gap FROM weighted WHERE rank * 2 >= (SELECT sum(packets) FROM around)
      """;

  @TempDir private Path data;

  @Test
  void areThoseOfEachSilenceAlone() throws Exception {
    try (FlowStore store = FlowStore.openForWriting(data, RollupsTest.CONFIG);
        Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      // A minute in about two hundred has packets; the third sensor is silent throughout.
      statement.execute(
          """
          INSERT INTO intervals BY NAME
          SELECT i AS batch, (1 + s) AS sensor, CASE WHEN s = 1 THEN 'capture' ELSE 'live' END AS kind,
            TIMESTAMP '2017-05-01' + INTERVAL 1 MINUTE * i AS interval_start, 60 AS length, 0 AS part,
            interval_start AS observed_from, interval_start + INTERVAL 1 MINUTE AS observed_to,
            1 AS monitored_ipv4, 0 AS monitored_ipv6, 0 AS received, 0 AS kernel_dropped,
            0 AS interface_dropped, 0 AS ring_dropped, 0 AS not_ip, 0 AS undecodable,
            0 AS not_monitored, 0 AS solicited, 0 AS late, 0 AS bad_time, 0 AS folded_packets,
            0 AS folded_rows,
            CASE WHEN s < 2 AND hash(i, s) % 200 = 0 THEN 1 + hash(i, s, 1) % 9 ELSE 0 END AS scan,
            0 AS backscatter, 0 AS other, scan AS rows, scan * 40 AS bytes, 'unknown' AS clock,
            -1 AS clock_error,
            CASE WHEN scan > 0 THEN interval_start + INTERVAL 7 SECOND END AS first_packet,
            CASE WHEN scan > 0 THEN interval_start + INTERVAL 50 SECOND END AS last_packet,
            false AS overlap
          FROM range(30 * 1440) r(i), range(3) t(s)
          """);
      List<Silence> silences =
          CoverageQuestions.silences(
              connection,
              Instant.parse("2017-05-02T00:00:00Z"),
              Instant.parse("2017-05-29T00:00:00Z"),
              Set.of(1, 2, 3));
      assertThat(silences).hasSizeGreaterThan(200);
      Map<Silence, Long> medians = CoverageQuestions.medianGaps(connection, silences);
      for (Silence silence : silences) {
        assertThat(medians.get(silence)).as("%s", silence).isEqualTo(alone(connection, silence));
      }
      assertThat(medians.values()).contains(0L).anySatisfy(gap -> assertThat(gap).isPositive());
    }
  }

  private static long alone(Connection connection, Silence silence) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ALONE)) {
      query.setInt(1, silence.sensor());
      query.setString(2, silence.kind());
      query.setLong(3, silence.fromMicros());
      query.setLong(4, silence.toMicros());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return (long) row.getDouble(1);
      }
    }
  }
}
