// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

/**
 * The SQL that an analyst with nothing but the tables would write for what an answer shows of its
 * rows: packets, mean rate over the sensors, distinct sources, the rank before.
 */
final class BareQuestions {
  private static final String PERIOD =
      "NOT overlap AND class = 'scan' AND interval_start >= %s AND interval_start < %s";

  private BareQuestions() {}

  /**
   * The first ten: key, packets, rate, previous rank, sources.
   *
   * @param key columns
   * @param filter further conditions, each beginning with AND
   */
  static String ranking(String key, String filter) {
    return """
    WITH covered AS (%1$s),
    by_sensor AS (
      SELECT %2$s, sensor, sum(packets)::BIGINT AS packets
      FROM flows WHERE %3$s%5$s GROUP BY ALL
    ),
    first_ten AS (
      SELECT %2$s, sum(packets)::BIGINT AS packets,
        sum(packets / days) / (SELECT count(*) FROM covered) AS rate
      FROM by_sensor JOIN covered USING (sensor)
      GROUP BY ALL ORDER BY packets DESC, %2$s LIMIT 10
    ),
    ten_before AS (
      SELECT %2$s, row_number() OVER (ORDER BY sum(packets) DESC, %2$s) AS previous_rank
      FROM flows WHERE %4$s%5$s GROUP BY %2$s QUALIFY previous_rank <= 10
    ),
    seen AS (
      SELECT %2$s, count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6) AS sources
      FROM flows SEMI JOIN first_ten USING (%2$s) WHERE %3$s%5$s GROUP BY ALL
    )
    SELECT concat_ws(' ', %2$s) AS key, packets, rate, previous_rank, sources
    FROM first_ten LEFT JOIN ten_before USING (%2$s) LEFT JOIN seen USING (%2$s)
    ORDER BY packets DESC, %2$s
    """
        .formatted(covered(), key, quarter(), quarterBefore(), filter);
  }

  /** The first ten by distinct sources: key, packets, rate, previous rank, sources. */
  static String rankingBySources(String key) {
    String sources = "count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6)";
    return """
    WITH covered AS (%1$s),
    by_sensor AS (
      SELECT %2$s, sensor, sum(packets)::BIGINT AS packets FROM flows WHERE %3$s GROUP BY ALL
    ),
    counted AS (
      SELECT %2$s, sum(packets)::BIGINT AS packets,
        sum(packets / days) / (SELECT count(*) FROM covered) AS rate
      FROM by_sensor JOIN covered USING (sensor) GROUP BY ALL
    ),
    seen AS (
      SELECT %2$s, %5$s AS sources
      FROM flows WHERE %3$s GROUP BY %2$s ORDER BY sources DESC, %2$s LIMIT 10
    ),
    ten_before AS (
      SELECT %2$s, row_number() OVER (ORDER BY %5$s DESC, %2$s) AS previous_rank
      FROM flows WHERE %4$s GROUP BY %2$s QUALIFY previous_rank <= 10
    )
    SELECT concat_ws(' ', %2$s) AS key, packets, rate, previous_rank, sources
    FROM seen JOIN counted USING (%2$s) LEFT JOIN ten_before USING (%2$s)
    ORDER BY sources DESC, %2$s
    """
        .formatted(covered(), key, quarter(), quarterBefore(), sources);
  }

  /**
   * The first ten by day: key, day (from 0), packets, rate, and of all days previous rank, sources.
   */
  static String series(String key, String filter) {
    return """
    WITH covered AS (
      SELECT (epoch(observed_from) - epoch(%1$s))::BIGINT // 86400 AS day, sensor,
        sum(%2$s) AS days
      FROM intervals WHERE NOT overlap AND interval_start >= %1$s AND interval_start < %3$s
      GROUP BY ALL
    ),
    sensors AS (SELECT day, count(*) AS sensors FROM covered GROUP BY day),
    first_ten AS (
      SELECT %4$s, sum(packets)::BIGINT AS total
      FROM flows WHERE %5$s%7$s GROUP BY ALL ORDER BY total DESC, %4$s LIMIT 10
    ),
    by_sensor AS (
      SELECT %4$s, (epoch(interval_start) - epoch(%1$s))::BIGINT // 86400 AS day, sensor,
        sum(packets)::BIGINT AS packets
      FROM flows SEMI JOIN first_ten USING (%4$s) WHERE %5$s%7$s GROUP BY ALL
    ),
    ten_before AS (
      SELECT %4$s, row_number() OVER (ORDER BY sum(packets) DESC, %4$s) AS previous_rank
      FROM flows WHERE %6$s%7$s GROUP BY %4$s QUALIFY previous_rank <= 10
    ),
    seen AS (
      SELECT %4$s, count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6) AS sources
      FROM flows SEMI JOIN first_ten USING (%4$s) WHERE %5$s%7$s GROUP BY ALL
    )
    SELECT concat_ws(' ', %4$s) AS key, day, sum(packets)::BIGINT AS packets,
      sum(packets / days) / any_value(sensors) AS rate,
      any_value(previous_rank) AS previous_rank, any_value(sources) AS sources
    FROM by_sensor JOIN covered USING (day, sensor) JOIN sensors USING (day)
      LEFT JOIN ten_before USING (%4$s) LEFT JOIN seen USING (%4$s)
    GROUP BY %4$s, day ORDER BY ALL
    """
        .formatted(
            HalfYear.midnight(HalfYear.FROM),
            addressDays(),
            HalfYear.midnight(HalfYear.TO.plusDays(1)),
            key,
            quarter(),
            quarterBefore(),
            filter);
  }

  private static String covered() {
    return "SELECT sensor, sum("
        + addressDays()
        + ") AS days FROM intervals WHERE NOT overlap AND interval_start >= "
        + HalfYear.midnight(HalfYear.FROM)
        + " AND interval_start < "
        + HalfYear.midnight(HalfYear.TO.plusDays(1))
        + " GROUP BY sensor";
  }

  private static String addressDays() {
    return "(epoch_us(observed_to) - epoch_us(observed_from)) / 86400e6 * monitored_ipv4";
  }

  private static String quarter() {
    return PERIOD.formatted(
        HalfYear.midnight(HalfYear.FROM), HalfYear.midnight(HalfYear.TO.plusDays(1)));
  }

  private static String quarterBefore() {
    return PERIOD.formatted(
        HalfYear.midnight(HalfYear.FROM.minusMonths(3)), HalfYear.midnight(HalfYear.FROM));
  }
}
