-- What each sensor observed in buckets of time, and lost. Observed time is cut to the bucket; losses
-- are those of the intervals that begin in it.
-- Parameters: $1 the buckets' begins, a list of TIMESTAMP; $2 the last one's end, TIMESTAMP UTC.
-- Columns: bucket (from 0), sensor, microseconds observed, IPv4 address-days, IPv6 /64-days, dropped
-- packets.
WITH begins AS (
  SELECT unnest(CAST($1 AS TIMESTAMP[])) AS begins,
    generate_subscripts(CAST($1 AS TIMESTAMP[]), 1)::INTEGER - 1 AS bucket
),
buckets AS (
  SELECT bucket, begins, coalesce(lead(begins) OVER (ORDER BY begins), $2::TIMESTAMP) AS ends
  FROM begins
),
cut AS (
  SELECT
    bucket, sensor,
    epoch_us(least(observed_to, ends)) - epoch_us(greatest(observed_from, begins)) AS micros,
    monitored_ipv4, monitored_ipv6, 0 AS lost
  FROM intervals JOIN buckets ON observed_from < ends AND observed_to > begins
  WHERE NOT overlap
  UNION ALL
  SELECT bucket, sensor, 0, 0, 0, kernel_dropped + interface_dropped + ring_dropped
  FROM intervals JOIN buckets ON interval_start >= begins AND interval_start < ends
  WHERE NOT overlap AND kernel_dropped + interface_dropped + ring_dropped > 0
)
SELECT
  bucket, sensor,
  sum(micros)::BIGINT AS observed_micros,
  sum(micros / 86400e6 * monitored_ipv4) AS days_ipv4,
  sum(micros / 86400e6 * monitored_ipv6) AS days_ipv6,
  sum(lost)::BIGINT AS lost_packets
FROM cut
GROUP BY bucket, sensor
