-- Packets of a selection by key and sensor.
-- Text parameters: {key} the key's expression; {selection} report_selection, with parameters $1 to $8.
-- Columns: key, sensor, packets.
SELECT ({key})::VARCHAR AS name, sensor, sum(packets)::BIGINT AS packets
FROM flows
WHERE {selection}
GROUP BY ALL
ORDER BY name, sensor
