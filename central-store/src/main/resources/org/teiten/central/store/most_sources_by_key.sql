-- How many distinct sources keys have at most in a period: those of all sketches and newer rows together.
-- Text parameters: {sketches} where they are (sketches_of_slots, with UNION ALL between); {newer} sources
-- that are in none of them (newer_sources_by_key).
-- Columns: key as text, sources.
SELECT key, sum(sources)::BIGINT AS sources
FROM (
  SELECT key, sources FROM ({sketches})
  UNION ALL
  SELECT key::VARCHAR, count(*) FROM ({newer}) GROUP BY key
)
GROUP BY key
