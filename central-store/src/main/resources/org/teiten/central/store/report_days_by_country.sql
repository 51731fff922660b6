-- IPv4 packets of a period by country, day and sensor.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors, a list of numbers; and, null
-- meaning any: $4 class, $5 country, $6 protocol, $7 port, $8 ICMP type.
-- $9 the days' first instants, seconds since 1970, ascending; $10 the keys asked for, null for all.
-- Columns: country, day (index into $9, from 0), sensor, packets. The days are found by quarters of an
-- hour, for the zone's offset is a multiple of that.
WITH days AS (
  SELECT unnest(CAST($9 AS BIGINT[])) AS start,
    unnest(range(len(CAST($9 AS BIGINT[])))) AS day
),
quarters AS (
  SELECT (country)::VARCHAR AS name, sensor, epoch(interval_start)::BIGINT // 900 * 900 AS quarter,
    sum(packets)::BIGINT AS packets
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
  AND ($10::VARCHAR IS NULL OR list_contains(CAST($10 AS VARCHAR[]), (country)::VARCHAR))
  GROUP BY name, sensor, quarter
)
SELECT name, day, sensor, sum(packets)::BIGINT AS packets
FROM quarters ASOF JOIN days ON quarters.quarter >= days.start
GROUP BY name, day, sensor
ORDER BY name, day, sensor
