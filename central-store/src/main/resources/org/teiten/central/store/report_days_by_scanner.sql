-- IPv4 packets of a period from given blocks of addresses, by the blocks' name, day and sensor.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors, a list of numbers; and, null
-- meaning any: $4 class, $5 country, $6 protocol, $7 port, $8 ICMP type.
-- $9 the days' first instants, seconds since 1970, ascending; $10 blocks, a list of {name, first, last};
-- $11 fingerprints whose packets are left out.
-- Columns: name, day (index into $9, from 0), sensor, packets.
WITH days AS (
  SELECT unnest(CAST($9 AS BIGINT[])) AS start,
    unnest(range(len(CAST($9 AS BIGINT[])))) AS day
),
blocks AS (
  SELECT unnest(
    CAST($10 AS STRUCT(name VARCHAR, first UINTEGER, last UINTEGER)[]), recursive := true)
),
sources AS (
  SELECT DISTINCT source_ipv4
  FROM flows
  WHERE interval_start >= $1 AND interval_start < $2
  AND NOT overlap
  AND ip_version = 4
  AND list_contains(CAST($3 AS INTEGER[]), sensor)
  AND ($4::VARCHAR IS NULL OR class = $4::VARCHAR)
  AND ($5::VARCHAR IS NULL OR country = $5::VARCHAR)
  AND ($6::INTEGER IS NULL OR protocol = $6::INTEGER)
  AND ($7::INTEGER IS NULL OR port = $7::INTEGER)
  AND ($8::INTEGER IS NULL OR (port IS NULL AND icmp_type = $8::INTEGER))
  AND source_ipv4 IS NOT NULL
),
named AS (
  SELECT source_ipv4, min(name) AS name
  FROM (
    SELECT source_ipv4, name, last
    FROM sources ASOF JOIN blocks ON sources.source_ipv4 >= blocks.first
  )
  WHERE source_ipv4 <= last
  GROUP BY source_ipv4
),
quarters AS (
  SELECT named.name, sensor, epoch(interval_start)::BIGINT // 900 * 900 AS quarter,
    sum(packets)::BIGINT AS packets
  FROM flows JOIN named USING (source_ipv4)
  WHERE interval_start >= $1 AND interval_start < $2
  AND NOT overlap
  AND ip_version = 4
  AND list_contains(CAST($3 AS INTEGER[]), sensor)
  AND ($4::VARCHAR IS NULL OR class = $4::VARCHAR)
  AND ($5::VARCHAR IS NULL OR country = $5::VARCHAR)
  AND ($6::INTEGER IS NULL OR protocol = $6::INTEGER)
  AND ($7::INTEGER IS NULL OR port = $7::INTEGER)
  AND ($8::INTEGER IS NULL OR (port IS NULL AND icmp_type = $8::INTEGER))
  AND NOT list_contains(CAST($11 AS VARCHAR[]), fingerprint)
  GROUP BY ALL
)
SELECT name, day, sensor, sum(packets)::BIGINT AS packets
FROM quarters ASOF JOIN days ON quarters.quarter >= days.start
GROUP BY ALL
ORDER BY name, day, sensor
