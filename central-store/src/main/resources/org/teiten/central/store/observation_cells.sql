-- Packets and distinct sources by day, class, port and country. From observation_sources.
CREATE OR REPLACE TEMP TABLE observation_cells AS
SELECT
  key, day, class, country, sum(packets)::BIGINT AS packets,
  (count(source) + sum(folded_sources))::BIGINT AS sources
FROM observation_sources
GROUP BY key, day, class, country
