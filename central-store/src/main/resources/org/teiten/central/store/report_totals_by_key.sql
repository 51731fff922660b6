-- IPv4 packets by key and sensor.
-- Text parameters: {key} the key's expression; {rows} where to count (rows_of_rollup, rows_of_flows).
-- Parameter $1: sensors, a list of numbers.
-- Columns: key, sensor, packets.
WITH totals AS (
  SELECT {key} AS key, sensor, sum(packets)::BIGINT AS packets
  FROM ({rows})
  WHERE ip_version = 4 AND sensor IN (SELECT unnest(CAST($1 AS INTEGER[])))
  GROUP BY ALL
  HAVING sum(packets) > 0
)
SELECT key::VARCHAR AS name, sensor, packets
FROM totals
ORDER BY name, sensor
