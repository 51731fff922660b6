-- Packets by day, class, port and sensor. From observation_days, text parameters as of
-- observation_sources.
SELECT {key} AS key, day, class, sensor, sum(packets)::BIGINT AS packets
FROM flows JOIN observation_days USING (interval_start)
WHERE NOT overlap AND sensor IN ({sensors})
GROUP BY ALL
