-- Packets by key in each bucket of time, by sensor.
-- Text parameters: {key} the key's expression, {rows} where to count (rows_of_rollup, rows_of_flows),
-- {keys} which keys: conditions beginning with AND.
-- Parameters: $1 the buckets' begins, a list of TIMESTAMP; $2 sensors, a list of numbers.
-- Columns: key, bucket (from 0), sensor, ip_version, packets.
WITH buckets AS (
  SELECT unnest(CAST($1 AS TIMESTAMP[])) AS begins,
    generate_subscripts(CAST($1 AS TIMESTAMP[]), 1)::INTEGER - 1 AS bucket
),
by_slot AS (
  SELECT {key} AS key, slot, sensor AS by_sensor, ip_version, sum(packets)::BIGINT AS packets
  FROM ({rows})
  WHERE list_contains(CAST($2 AS INTEGER[]), sensor){keys}
  GROUP BY ALL
)
SELECT key, bucket, by_sensor, ip_version, sum(packets)::BIGINT AS packets
FROM by_slot ASOF JOIN buckets ON slot >= begins
GROUP BY ALL
