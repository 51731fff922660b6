-- Packets by key in each bucket of time, by sensor.
-- Text parameters: {key} the key's expression, {bucket} the number of a slot's bucket, {rows} where to
-- count (rows_of_rollup, rows_of_flows), {conditions} which sensors and keys, each beginning with AND.
-- Columns: key, bucket (from 0), sensor, ip_version, packets.
SELECT {key} AS key, {bucket} AS bucket, sensor, ip_version, sum(packets)::BIGINT AS packets
FROM ({rows})
WHERE true{conditions}
GROUP BY ALL
