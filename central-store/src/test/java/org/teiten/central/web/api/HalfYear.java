// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Rollups;
import org.teiten.central.store.StoreConfig;

/**
 * A store of two quarters that SQL made, rolled up: 24 sensors, 5,000 ports, 200 countries, 2,000
 * networks, and as many FlowTuples as are asked. A source has one network; a network is of one
 * country, and one in ten of its sources in one of three others.
 */
final class HalfYear {
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  static final LocalDate FROM = LocalDate.of(2017, 4, 1);
  static final LocalDate TO = LocalDate.of(2017, 6, 30);
  static final int SENSORS = 24;

  /** Minutes of an interval; sensors that nobody told otherwise have one. */
  static final int MINUTES = Integer.getInteger("teiten.speed.minutes", 1);

  private static final LocalDate FIRST = LocalDate.of(2017, 1, 1);

  /** Some days more: who asks for a quarter asks when it is over. */
  private static final int DAYS = (int) ChronoUnit.DAYS.between(FIRST, TO) + 4;

  private HalfYear() {}

  /**
   * Makes it.
   *
   * @return seconds that it took to roll up
   */
  static double make(Path data, StoreConfig config, long rows) throws Exception {
    try (FlowStore store = FlowStore.openForWriting(data, config)) {
      try (Connection connection = store.connect();
          Statement statement = connection.createStatement()) {
        known(statement);
        for (int day = 0; day < DAYS; day++) {
          flows(statement, day, rows * day / DAYS, rows * (day + 1) / DAYS);
        }
        intervals(statement);
      }
      long begin = System.nanoTime();
      try (Rollups rollups = new Rollups(store)) {
        rollups.catchUp();
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  /** A day's begin, as a literal of UTC. */
  static String midnight(LocalDate day) {
    return "TIMESTAMP '" + day.minusDays(1) + " 15:00:00'";
  }

  private static void known(Statement statement) throws Exception {
    // The last one never observed, and is of another group.
    statement.execute(
        """
        INSERT INTO sensors
        SELECT i, 'sensor-' || i, CASE WHEN i > %1$d THEN 'idle' ELSE 'jp' END,
          TIMESTAMP '2016-01-01'
        FROM range(1, %1$d + 2) r(i)
        """
            .formatted(SENSORS));
    statement.execute(
        "INSERT INTO origin_databases VALUES (1, 'countries', 'country', DATE '2017-04-01')");
  }

  /** One batch a day, in the order of time. */
  private static void flows(Statement statement, int day, long from, long to) throws Exception {
    statement.execute(
        """
        INSERT INTO flows BY NAME
        WITH numbered AS (SELECT range AS i, hash(range, 7) AS h FROM range(%2$d, %3$d)),
        h AS (
          SELECT i, h,
            (pow(hash(h, 5) %% 1000000 / 1e6, 3) * 4e9)::UINTEGER // 1000 AS source_ipv4,
            (1 + pow(hash(source_ipv4, 15) %% 100000 / 1e5, 3) * 2000)::UINTEGER AS asn,
            CASE WHEN hash(source_ipv4, 13) %% 10 = 0 THEN hash(source_ipv4, 14) %% 3 + 1 ELSE 0 END
              AS abroad
          FROM numbered
        )
        SELECT %1$d + 1 AS batch, (1 + hash(h, 1) %% %4$d)::INTEGER AS sensor,
          (%5$s + INTERVAL %7$d MINUTE * ((i - %2$d) * %8$d // (%3$d - %2$d)))::TIMESTAMP
            AS interval_start,
          0 AS part, false AS overlap, 4 AS ip_version,
          source_ipv4, asn,
          CASE WHEN hash(h, 6) %% 5 = 0 THEN 17 ELSE 6 END AS protocol,
          22 + (pow(hash(h, 7) %% 1000000 / 1e6, 6) * 5000)::INTEGER AS port,
          CASE WHEN hash(h, 10) %% 20 = 0 THEN 'backscatter' ELSE 'scan' END AS class,
          'syn' AS traffic_type,
          ['none', 'none', 'none', 'mirai', 'zmap'][(1 + hash(h, 11) %% 5)::INTEGER] AS fingerprint,
          (1 + hash(h, 12) %% 3)::BIGINT AS packets, packets * 40 AS bytes, 1 AS destinations,
          false AS destinations_estimated, false AS folded, 1 AS sources,
          interval_start + INTERVAL 1 SECOND * (hash(h, 16) %% 60)::BIGINT AS first_packet,
          first_packet AS last_packet, 32768 + (hash(h, 17) %% 28000)::INTEGER AS other_port,
          64 AS ttl, 2 AS tcp_flags, 0 AS quality_marks,
          ['%6$s'][(1 + pow(hash(asn, abroad) %% 10000 / 1e4, 2) * 199)::INTEGER] AS country
        FROM h
        """
            .formatted(
                day,
                from,
                to,
                SENSORS,
                midnight(FIRST.plusDays(day)),
                String.join("','", java.util.Locale.getISOCountries()).substring(0, 200 * 5 - 3),
                MINUTES,
                1_440 / MINUTES));
  }

  private static void intervals(Statement statement) throws Exception {
    statement.execute(
        """
        INSERT INTO intervals BY NAME
        WITH seen AS (
          SELECT batch, sensor, interval_start, count(*) AS rows, sum(bytes)::BIGINT AS bytes,
            sum(packets) FILTER (class = 'scan')::BIGINT AS scan,
            sum(packets) FILTER (class = 'backscatter')::BIGINT AS backscatter,
            min(first_packet) AS first_packet, max(last_packet) AS last_packet
          FROM flows GROUP BY ALL
        ),
        minutes AS (
          SELECT i // %4$d + 1 AS batch, (1 + s)::INTEGER AS sensor,
            (%1$s + INTERVAL %5$d MINUTE * i)::TIMESTAMP AS interval_start
          FROM range(0, %2$d * %4$d) r(i), range(0, %3$d) t(s)
        )
        SELECT m.batch, m.sensor, 'live' AS kind, m.interval_start, %5$d * 60 AS length, 0 AS part,
          m.interval_start AS observed_from, m.interval_start + INTERVAL %5$d MINUTE AS observed_to,
          256 AS monitored_ipv4, 0 AS monitored_ipv6,
          coalesce(scan, 0) + coalesce(backscatter, 0) AS received, 0 AS kernel_dropped,
          0 AS interface_dropped, 0 AS ring_dropped, 0 AS not_ip, 0 AS undecodable,
          0 AS not_monitored, 0 AS solicited, 0 AS late, 0 AS bad_time, 0 AS folded_packets,
          0 AS folded_rows, coalesce(scan, 0) AS scan, coalesce(backscatter, 0) AS backscatter,
          0 AS other, coalesce(rows, 0) AS rows, coalesce(bytes, 0) AS bytes,
          'synchronised' AS clock, 1000 AS clock_error, first_packet, last_packet,
          false AS overlap, 1 AS country_ipv4, 1 AS asn_ipv4
        FROM minutes m LEFT JOIN seen USING (batch, sensor, interval_start)
        ORDER BY interval_start, sensor
        """
            .formatted(midnight(FIRST), DAYS, SENSORS, 1_440 / MINUTES, MINUTES));
  }
}
