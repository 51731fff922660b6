-- What each sensor observed in a period, and with what loss; what it monitored at an instant; and whether it
-- may have been silent for more than an hour within or near the period. Observed time is cut to the
-- period; counts are those of the intervals that begin in it, as in every other question. A silence is
-- what is left of one row without a packet, rows that have none, and what comes first of another; two
-- minutes may be missing between rows.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Parameters: $1 from, $2 to (exclusive), $3 the instant, TIMESTAMP UTC.
-- Columns, a row for each kind of epoch, and whether another batch covered the time: sensor, overlap,
-- microseconds observed, IPv4 address-days, IPv6 /64-days, dropped packets, undecodable packets, folded
-- rows, intervals that begin in the period, whether any is simulated, FlowTuples that count, whether any
-- of this is of the period, whether it may have been silent, microseconds between the instant and the
-- nearest interval within eight days of the period, monitored_ipv4, monitored_ipv6 of that.
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
  overlap,
  sum(micros)::BIGINT AS observed_micros,
  sum(micros / 86400e6 * monitored_ipv4) AS days_ipv4,
  sum(micros / 86400e6 * monitored_ipv6) AS days_ipv6,
  sum(CASE WHEN begins_here THEN lost_packets ELSE 0 END)::BIGINT AS lost_packets,
  sum(CASE WHEN begins_here THEN undecodable ELSE 0 END)::BIGINT AS undecodable,
  sum(CASE WHEN begins_here THEN folded_rows ELSE 0 END)::BIGINT AS folded_rows,
  count(*) FILTER (begins_here) AS begin_here,
  kind = 'simulation' AND bool_or(here) AS simulated,
  sum(CASE WHEN begins_here THEN rows ELSE 0 END)::BIGINT AS rows,
  bool_or(here) AS here,
  coalesce(max(epoch_us(first_packet) - epoch_us(observed_from)), 0)
    + coalesce(max(epoch_us(observed_to) - epoch_us(last_packet)), 0)
    + coalesce(
      sum(epoch_us(observed_to) - epoch_us(observed_from)) FILTER (first_packet IS NULL), 0)
    > 58 * 60_000_000::BIGINT AS maybe_silent,
  min(apart) AS apart,
  arg_min(monitored_ipv4, apart) AS monitored_ipv4,
  arg_min(monitored_ipv6, apart) AS monitored_ipv6
FROM near
GROUP BY sensor, kind, overlap
ORDER BY sensor, kind
