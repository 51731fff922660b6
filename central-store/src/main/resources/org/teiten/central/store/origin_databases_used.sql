-- The databases that gave the origins of a period's intervals.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors, a list of numbers.
-- Columns: name, kind, date, whether more than a year apart from an interval that used it.
WITH alike AS (
  SELECT DISTINCT country_ipv4, country_ipv6, asn_ipv4, asn_ipv6, interval_start::DATE AS day
  FROM ({observed})
  WHERE interval_start >= $1 AND interval_start < $2 AND NOT overlap
    AND list_contains(CAST($3 AS INTEGER[]), sensor)
),
used AS (
  SELECT unnest([country_ipv4, country_ipv6, asn_ipv4, asn_ipv6]) AS origin_database, day FROM alike
)
SELECT name, kind, date,
  bool_or(abs(date_diff('day', date, day)) > 366) AS distant
FROM used JOIN origin_databases USING (origin_database)
GROUP BY name, kind, date
ORDER BY kind DESC, date, name
