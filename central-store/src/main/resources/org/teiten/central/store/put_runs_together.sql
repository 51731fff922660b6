-- Adds the intervals of some batches to the runs.
-- Only what loses nothing is put together: what lies in one hour, and so do its packets, for then no
-- silence of more than an hour is within.
-- Text parameters: {after} and {up_to} numbers of batches.
INSERT INTO observed_runs BY NAME
WITH judged AS (
  SELECT
    *,
    date_trunc('hour', interval_start)::TIMESTAMP AS hour,
    NOT overlap AND observed_from >= hour AND observed_to <= hour + INTERVAL 1 HOUR
      AND coalesce(first_packet >= hour AND last_packet <= hour + INTERVAL 1 HOUR, true) AS within
  FROM intervals
  WHERE batch > {after} AND batch <= {up_to}
),
marked AS (
  SELECT
    *,
    NOT within OR coalesce(
      observed_from > max(observed_to) OVER (
        PARTITION BY sensor, kind, hour, within, monitored_ipv4, monitored_ipv6,
          country_ipv4, country_ipv6, asn_ipv4, asn_ipv6
        ORDER BY observed_from, observed_to, batch, part
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + INTERVAL 1 SECOND,
      true) AS begins
  FROM judged
),
numbered AS (
  SELECT
    *,
    sum(begins::INTEGER) OVER (
      PARTITION BY sensor, kind, hour, within, monitored_ipv4, monitored_ipv6,
        country_ipv4, country_ipv6, asn_ipv4, asn_ipv6
      ORDER BY observed_from, observed_to, batch, part
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
  FROM marked
)
SELECT
  sensor, kind,
  min(interval_start) AS interval_start,
  max(interval_start) AS last_start,
  min(observed_from) AS observed_from,
  max(observed_to) AS observed_to,
  sum(epoch_us(observed_to) - epoch_us(observed_from))::BIGINT AS observed_micros,
  monitored_ipv4, monitored_ipv6,
  sum(kernel_dropped + interface_dropped + ring_dropped)::BIGINT AS lost_packets,
  sum(undecodable)::BIGINT AS undecodable,
  sum(folded_rows)::BIGINT AS folded_rows,
  sum(rows)::BIGINT AS rows,
  min(first_packet) AS first_packet,
  max(last_packet) AS last_packet,
  overlap, country_ipv4, country_ipv6, asn_ipv4, asn_ipv6
FROM numbered
GROUP BY sensor, kind, hour, within, overlap, monitored_ipv4, monitored_ipv6, country_ipv4, country_ipv6,
  asn_ipv4, asn_ipv6, run
ORDER BY interval_start, sensor
