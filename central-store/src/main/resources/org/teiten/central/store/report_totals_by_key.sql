-- IPv4 packets by key and sensor.
-- Text parameters: {key} the key's expression; {rows} where to count (rows_of_rollup, rows_of_flows).
-- Parameter $1: sensors, a list of numbers.
-- Columns: key, sensor, packets.
SELECT ({key})::VARCHAR AS name, sensor, sum(packets)::BIGINT AS packets
FROM ({rows})
WHERE ip_version = 4 AND list_contains(CAST($1 AS INTEGER[]), sensor)
GROUP BY ALL
ORDER BY name, sensor
