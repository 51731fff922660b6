-- Which FlowTuples a report's question counts: IPv4 ones of a period, as conditions.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors, a list of numbers; and, null
-- meaning any: $4 class, $5 country, $6 protocol, $7 port, $8 ICMP type.
interval_start >= $1 AND interval_start < $2
  AND NOT overlap
  AND ip_version = 4
  AND list_contains(CAST($3 AS INTEGER[]), sensor)
  AND ($4::VARCHAR IS NULL OR class = $4::VARCHAR)
  AND ($5::VARCHAR IS NULL OR country = $5::VARCHAR)
  AND ($6::INTEGER IS NULL OR protocol = $6::INTEGER)
  AND ($7::INTEGER IS NULL OR port = $7::INTEGER)
  AND ($8::INTEGER IS NULL OR (port IS NULL AND icmp_type = $8::INTEGER))
