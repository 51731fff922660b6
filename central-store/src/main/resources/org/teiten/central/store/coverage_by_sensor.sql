-- What each sensor observed in a period, and with what loss; what it monitored at an instant; and whether it
-- may have been silent for more than an hour within or near the period. Observed time is cut to the
-- period; counts are those of the intervals that begin in it, as in every other question. A silence is
-- what is left of one row without a packet, rows that have none, and what comes first of another; two
-- minutes may be missing between rows.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Parameters: $1 from, $2 to (exclusive), $3 the instant, TIMESTAMP UTC.
-- Columns, a row for each kind of epoch: sensor, microseconds observed, IPv4 address-days, IPv6 /64-days,
-- dropped packets, undecodable packets, folded rows, overlapping intervals left out, whether any is
-- simulated, FlowTuples that count, whether any of this is of the period, whether it may have been
-- silent, microseconds between the instant and the nearest interval within eight days of the period,
-- monitored_ipv4, monitored_ipv6 of that.
WITH near AS (
  SELECT
    *,
    CASE
      WHEN observed_from >= $1::TIMESTAMP AND observed_to <= $2::TIMESTAMP THEN observed_micros
      ELSE greatest(0, epoch_us(least(observed_to, $2::TIMESTAMP))
        - epoch_us(greatest(observed_from, $1::TIMESTAMP)))
    END AS micros,
    interval_start >= $1::TIMESTAMP AND interval_start < $2::TIMESTAMP AS begins_here,
    begins_here OR (observed_to > $1::TIMESTAMP AND observed_from < $2::TIMESTAMP) AS here,
    greatest(
      0,
      epoch_us(interval_start) - epoch_us($3::TIMESTAMP),
      epoch_us($3::TIMESTAMP) - epoch_us(last_start)) AS apart
  FROM ({observed})
  WHERE observed_to >= $1::TIMESTAMP - INTERVAL 8 DAY
    AND observed_from < $2::TIMESTAMP + INTERVAL 8 DAY
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
  kind = 'simulation' AND count(*) FILTER (here AND NOT overlap) > 0 AS simulated,
  coalesce(sum(rows) FILTER (NOT overlap AND begins_here), 0)::BIGINT AS rows,
  count(*) FILTER (here) > 0 AS here,
  coalesce(max(epoch_us(first_packet) - epoch_us(observed_from)) FILTER (NOT overlap), 0)
    + coalesce(max(epoch_us(observed_to) - epoch_us(last_packet)) FILTER (NOT overlap), 0)
    + coalesce(
      sum(epoch_us(observed_to) - epoch_us(observed_from))
        FILTER (first_packet IS NULL AND NOT overlap),
      0)
    > 58 * 60_000_000::BIGINT AS maybe_silent,
  min(apart) FILTER (NOT overlap) AS apart,
  arg_min(monitored_ipv4, apart) FILTER (NOT overlap) AS monitored_ipv4,
  arg_min(monitored_ipv6, apart) FILTER (NOT overlap) AS monitored_ipv6
FROM near
GROUP BY sensor, kind
ORDER BY sensor, kind
