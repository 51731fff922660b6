-- Distinct sources of one port on some days by group of sensors.
-- From observation_days. Text parameters: {sensors} a list of numbers; {keys} a condition on class
-- and port; {first}, {last} days from 0.
-- Parameters: $1 the only country, null for all; $2 countries that are left out, a list.
-- Columns: group, sources.
SELECT sensor_group, count(DISTINCT coalesce(source_ipv4::UHUGEINT, source_ipv6)) AS sources
FROM flows JOIN observation_days USING (interval_start) JOIN sensors USING (sensor)
WHERE NOT overlap AND sensor IN ({sensors}) AND {keys} AND day BETWEEN {first} AND {last}
  AND ($1::VARCHAR IS NULL OR country = $1) AND NOT list_contains(CAST($2 AS VARCHAR[]), country)
GROUP BY sensor_group
