-- Packets by key in each bucket of time, by sensor, and distinct sources by key of all buckets together: out
-- of rows, which are read once for both.
-- Text parameters: {key} the key's expression, {bucket} the number of a slot's bucket, {from}, {to}
-- (exclusive); {conditions} which rows, each beginning with AND.
-- Columns: key, bucket (from 0, null for sources), sensor, ip_version, packets or distinct sources.
WITH chosen AS MATERIALIZED (
  SELECT {key} AS key, interval_start AS slot, sensor, ip_version, packets, source_ipv4, source_ipv6
  FROM flows
  WHERE NOT overlap AND interval_start >= {from} AND interval_start < {to}{conditions}
)
SELECT key, {bucket} AS bucket, sensor, ip_version, sum(packets)::BIGINT AS number
FROM chosen
GROUP BY ALL
UNION ALL
SELECT key, NULL, NULL, NULL, count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6)
FROM chosen
GROUP BY key
