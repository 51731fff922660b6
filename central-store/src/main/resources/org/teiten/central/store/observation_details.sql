-- Packets of few ports by day, class, port, country and one more column. From observation_days.
-- Text parameters as of observation_sources; {value} the column; {keys} pairs of class and port.
SELECT
  {key} AS key, day, class, country, {value}::VARCHAR AS value, sum(packets)::BIGINT AS packets
FROM flows JOIN observation_days USING (interval_start)
WHERE NOT overlap AND sensor IN ({sensors}) AND (class, {key}) IN ({keys})
GROUP BY ALL
