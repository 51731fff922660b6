-- What each sensor observed in buckets of time, and lost. Observed time is cut to the bucket; losses
-- are those of the intervals that begin in it.
-- Text parameter: {observed} where to look (ObservedRuns).
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
looked_at AS (FROM ({observed}) WHERE NOT overlap),
cut AS (
  SELECT
    bucket, sensor,
    CASE
      WHEN observed_from >= begins AND observed_to <= ends THEN observed_micros
      ELSE epoch_us(least(observed_to, ends)) - epoch_us(greatest(observed_from, begins))
    END AS micros,
    monitored_ipv4, monitored_ipv6, 0 AS lost
  FROM looked_at JOIN buckets ON observed_from < ends AND observed_to > begins
  UNION ALL
  SELECT bucket, sensor, 0, 0, 0, lost_packets
  FROM looked_at JOIN buckets ON interval_start >= begins AND interval_start < ends
  WHERE lost_packets > 0
)
SELECT
  bucket, sensor,
  sum(micros)::BIGINT AS observed_micros,
  sum(micros / 86400e6 * monitored_ipv4) AS days_ipv4,
  sum(micros / 86400e6 * monitored_ipv6) AS days_ipv6,
  sum(lost)::BIGINT AS lost_packets
FROM cut
GROUP BY bucket, sensor
