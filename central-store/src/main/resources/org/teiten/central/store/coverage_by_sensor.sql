-- What each sensor observed in a period, and with what loss. Observed time is cut to the period;
-- counts are those of the intervals that begin in it, as in every other question.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC.
-- Columns: sensor, microseconds observed, IPv4 address-days, IPv6 /64-days, dropped packets,
-- undecodable packets, folded rows, overlapping intervals left out, whether any is simulated,
-- FlowTuples that count.
WITH cut AS (
  SELECT
    *,
    CASE
      WHEN observed_from >= $1::TIMESTAMP AND observed_to <= $2::TIMESTAMP THEN observed_micros
      ELSE greatest(0, epoch_us(least(observed_to, $2::TIMESTAMP))
        - epoch_us(greatest(observed_from, $1::TIMESTAMP)))
    END AS micros,
    interval_start >= $1::TIMESTAMP AND interval_start < $2::TIMESTAMP AS begins_here
  FROM ({observed})
  WHERE (interval_start >= $1::TIMESTAMP AND interval_start < $2::TIMESTAMP)
    OR (observed_to > $1::TIMESTAMP AND observed_from < $2::TIMESTAMP)
)
SELECT
  sensor,
  (sum(micros) FILTER (NOT overlap))::BIGINT AS observed_micros,
  sum(micros / 86400e6 * monitored_ipv4) FILTER (NOT overlap) AS days_ipv4,
  sum(micros / 86400e6 * monitored_ipv6) FILTER (NOT overlap) AS days_ipv6,
  (sum(lost_packets) FILTER (NOT overlap AND begins_here))::BIGINT AS lost_packets,
  (sum(undecodable) FILTER (NOT overlap AND begins_here))::BIGINT AS undecodable,
  (sum(folded_rows) FILTER (NOT overlap AND begins_here))::BIGINT AS folded_rows,
  count(*) FILTER (overlap AND begins_here) AS overlapping,
  coalesce(bool_or(kind = 'simulation' AND NOT overlap), false) AS simulated,
  coalesce(sum(rows) FILTER (NOT overlap AND begins_here), 0)::BIGINT AS rows
FROM cut
GROUP BY sensor
ORDER BY sensor
