-- Packets of a period by key, and nothing else of them.
-- Text parameters: {key} the key's expression, {rows} where to count (rows_of_rollup, rows_of_flows),
-- {conditions} which sensors and keys, each beginning with AND.
-- Columns: key, packets.
SELECT {key} AS key, sum(packets)::BIGINT AS packets
FROM ({rows})
WHERE true{conditions}
GROUP BY key
HAVING sum(packets) > 0
