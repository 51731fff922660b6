-- What each sensor observed in buckets of time, and lost. Observed time is cut to the bucket; losses
-- are those of the intervals that begin in it.
-- Text parameters: {observed} where to look (ObservedRuns); {from}, {to} (exclusive) of all buckets;
-- {first_bucket}, {last_bucket}, {begin_bucket} the buckets of columns first_instant, last_instant and
-- interval_start.
-- Parameter: $1 the buckets' begins and the last one's end, a list of TIMESTAMP.
-- Columns: bucket (from 0), sensor, microseconds observed, IPv4 address-days, IPv6 /64-days, dropped
-- packets.
WITH looked_at AS (
  SELECT
    *,
    greatest(observed_from, {from}) AS first_instant,
    least(observed_to, {to}) - INTERVAL 1 MICROSECOND AS last_instant
  FROM ({observed})
  WHERE NOT overlap
),
buckets AS (
  SELECT *, {first_bucket} AS first_bucket, {last_bucket} AS last_bucket
  FROM looked_at
  WHERE observed_from < {to} AND observed_to > {from}
),
cut AS (
  SELECT
    first_bucket AS bucket, sensor,
    CASE
      WHEN observed_from >= {from} AND observed_to <= {to} THEN observed_micros
      ELSE epoch_us(last_instant) + 1 - epoch_us(first_instant)
    END AS micros,
    monitored_ipv4, monitored_ipv6, 0 AS lost
  FROM buckets
  WHERE first_bucket = last_bucket
  UNION ALL
  SELECT
    bucket, sensor,
    epoch_us(least(observed_to, list_extract(CAST($1 AS TIMESTAMP[]), bucket + 2)))
      - epoch_us(greatest(observed_from, list_extract(CAST($1 AS TIMESTAMP[]), bucket + 1))),
    monitored_ipv4, monitored_ipv6, 0
  FROM (
    SELECT *, unnest(range(first_bucket, last_bucket + 1)) AS bucket
    FROM buckets
    WHERE first_bucket < last_bucket
  )
  UNION ALL
  SELECT {begin_bucket}, sensor, 0, 0, 0, lost_packets
  FROM looked_at
  WHERE lost_packets > 0 AND interval_start >= {from} AND interval_start < {to}
)
SELECT
  bucket, sensor,
  sum(micros)::BIGINT AS observed_micros,
  sum(micros / 86400e6 * monitored_ipv4) AS days_ipv4,
  sum(micros / 86400e6 * monitored_ipv6) AS days_ipv6,
  sum(lost)::BIGINT AS lost_packets
FROM cut
GROUP BY bucket, sensor
