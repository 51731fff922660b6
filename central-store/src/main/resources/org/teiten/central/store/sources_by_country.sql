-- Distinct sources of a period by source country, exact; rows without source do not count.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors; and, null meaning any:
-- $4 class, $5 country, $6 protocol, $7 port, $8 ICMP type, $9 ICMP code.
-- $3 is a list of numbers; $10 the keys asked for: a list of countries.
-- Columns: key, sources.
SELECT
  country AS key,
  count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6) AS sources
FROM flows
WHERE interval_start >= $1 AND interval_start < $2
  AND list_contains(CAST($3 AS INTEGER[]), sensor)
  AND NOT overlap
  AND ($4::VARCHAR IS NULL OR class = $4::VARCHAR)
  AND ($5::VARCHAR IS NULL OR country = $5::VARCHAR)
  AND ($6::INTEGER IS NULL OR protocol = $6::INTEGER)
  AND ($7::INTEGER IS NULL OR port = $7::INTEGER)
  AND ($8::INTEGER IS NULL OR (port IS NULL AND icmp_type = $8::INTEGER))
  AND ($9::INTEGER IS NULL OR icmp_code = $9::INTEGER)
  AND NOT folded
  AND country IN (SELECT unnest(CAST($10 AS VARCHAR[])))
GROUP BY key
