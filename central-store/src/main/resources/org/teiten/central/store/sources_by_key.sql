-- Distinct sources of a period by key, exact; rows without source do not count.
-- Text parameters: {key} the key's expression; {from}, {to} (exclusive); {conditions} each beginning
-- with AND.
-- Columns: key, sources.
SELECT {key} AS key, count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6) AS sources
FROM flows
WHERE NOT overlap AND NOT folded AND interval_start >= {from} AND interval_start < {to}{conditions}
GROUP BY key
