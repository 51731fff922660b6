-- Sources that on a day sent a fifth or more of the packets of a cell (day, class, port, country),
-- and at least ten, or swept: 100 packets or more over 15 cells or more. From observation_sources
-- and observation_cells.
WITH sweeps AS (
  SELECT day, ip_version, source
  FROM observation_sources
  WHERE source IS NOT NULL
  GROUP BY day, ip_version, source
  HAVING sum(packets) >= 100 AND count(*) >= 15
)
SELECT one.key, one.day, one.class, one.country, one.ip_version, one.source::VARCHAR, one.asn,
  one.packets
FROM observation_sources AS one
JOIN observation_cells AS cell USING (day, class, key, country)
LEFT JOIN sweeps USING (day, ip_version, source)
WHERE one.source IS NOT NULL AND one.packets * 5 >= cell.packets
  AND (one.packets >= 10 OR sweeps.source IS NOT NULL)
