-- Packets of few ports by day, class, port, country and one more column. From observation_chosen.
-- Text parameter: {value} the column.
SELECT key, day, class, country, {value}::VARCHAR AS value, packets
FROM observation_chosen
WHERE {value} IS NOT NULL
