-- Sketches of the sources in folded rows of a period by destination port (ICMP: type), in the order of the key.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors; and, null meaning any:
-- $4 class, $5 country, $6 protocol, $7 port, $8 ICMP type, $9 ICMP code.
-- $3 is a list of numbers; $10 the keys asked for: a list of
-- protocol * 131072 + (port, else ICMP type, else 65536).
-- Columns: key, sources (an estimate), sources_sketch (Apache DataSketches HLL, or null).
SELECT protocol::BIGINT * 131072 + coalesce(port, icmp_type, 65536) AS key, sources, sources_sketch
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
  AND folded
  AND protocol::BIGINT * 131072 + coalesce(port, icmp_type, 65536) IN (SELECT unnest(CAST($10 AS BIGINT[])))
ORDER BY key
