-- Packets of a selection from given blocks of addresses, by the blocks' name, day and sensor.
-- Text parameters: {from}, {to} (exclusive); {conditions} each beginning with AND.
-- Parameters: $1 sensors, a list of numbers; $2 the days' first instants, seconds since 1970, ascending;
-- $3 blocks, a list of {name, first, last}; $4 fingerprints whose packets are left out.
-- Columns: name, day (index into $2, from 0), sensor, packets.
WITH days AS (
  SELECT unnest(CAST($2 AS BIGINT[])) AS start,
    unnest(range(len(CAST($2 AS BIGINT[])))) AS day
),
blocks AS (
  SELECT unnest(
    CAST($3 AS STRUCT(name VARCHAR, first UINTEGER, last UINTEGER)[]), recursive := true)
),
sources AS (
  SELECT DISTINCT source_ipv4
  FROM flows
  WHERE interval_start >= {from} AND interval_start < {to}
  AND NOT overlap
  AND ip_version = 4
  AND list_contains(CAST($1 AS INTEGER[]), sensor){conditions}
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
  WHERE interval_start >= {from} AND interval_start < {to}
  AND NOT overlap
  AND ip_version = 4
  AND list_contains(CAST($1 AS INTEGER[]), sensor){conditions}
  AND NOT list_contains(CAST($4 AS VARCHAR[]), fingerprint)
  GROUP BY ALL
)
SELECT name, day, sensor, sum(packets)::BIGINT AS packets
FROM quarters ASOF JOIN days ON quarters.quarter >= days.start
GROUP BY ALL
ORDER BY name, day, sensor
