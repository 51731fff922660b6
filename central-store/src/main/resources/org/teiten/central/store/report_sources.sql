-- Distinct sources of a selection, and those that sent most.
-- Text parameters: {from}, {to} (exclusive); {conditions} each beginning with AND.
-- Parameters: $1 sensors, a list of numbers; $2 how many.
-- Columns: source (number), country, asn, packets, sensors that saw it, distinct sources in
-- all, packets of all of them.
SELECT
  source_ipv4,
  any_value(country ORDER BY country) AS country,
  min(asn) AS asn,
  sum(packets)::BIGINT AS packets,
  count(DISTINCT sensor) AS sensors,
  count(*) OVER () AS total,
  (sum(sum(packets)) OVER ())::BIGINT AS total_packets
FROM flows
WHERE interval_start >= {from} AND interval_start < {to}
  AND NOT overlap
  AND ip_version = 4
  AND list_contains(CAST($1 AS INTEGER[]), sensor){conditions}
  AND source_ipv4 IS NOT NULL
GROUP BY source_ipv4
ORDER BY packets DESC, source_ipv4
LIMIT $2
