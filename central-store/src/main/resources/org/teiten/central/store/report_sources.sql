-- Distinct sources of a selection, and those that sent most.
-- Text parameter: {selection} report_selection, with parameters $1 to $8.
-- Parameter: $9 how many.
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
WHERE {selection}
  AND source_ipv4 IS NOT NULL
GROUP BY source_ipv4
ORDER BY packets DESC, source_ipv4
LIMIT $9
