-- IPv4 packets by key, day and sensor.
-- Text parameters: {key} the key's expression; {rows} where to count (rows_of_rollup, rows_of_flows);
-- {keys} which keys: a condition beginning with AND, or nothing.
-- Parameters: $1 sensors, a list of numbers; $2 the days' first instants, seconds since 1970, ascending.
-- Columns: key, day (index into $2, from 0), sensor, packets. The days are found by quarters of an hour,
-- for the zone's offset is a multiple of that.
WITH days AS (
  SELECT unnest(CAST($2 AS BIGINT[])) AS start,
    unnest(range(len(CAST($2 AS BIGINT[])))) AS day
),
quarters AS (
  SELECT {key} AS key, sensor, epoch(slot)::BIGINT // 900 * 900 AS quarter,
    sum(packets)::BIGINT AS packets
  FROM ({rows})
  WHERE ip_version = 4 AND sensor IN (SELECT unnest(CAST($1 AS INTEGER[]))){keys}
  GROUP BY ALL
),
by_day AS (
  SELECT key, day, sensor, sum(packets)::BIGINT AS packets
  FROM quarters ASOF JOIN days ON quarters.quarter >= days.start
  GROUP BY ALL
)
SELECT key::VARCHAR AS name, day, sensor, packets
FROM by_day
ORDER BY name, day, sensor
