-- Packets of a selection by key, day and sensor.
-- Text parameters: {key} the key's expression; {selection} report_selection, with parameters $1 to $8.
-- Parameters: $9 the days' first instants, seconds since 1970, ascending; $10 the keys asked for, null for
-- all.
-- Columns: key, day (index into $9, from 0), sensor, packets. The days are found by quarters of an hour,
-- for the zone's offset is a multiple of that.
WITH days AS (
  SELECT unnest(CAST($9 AS BIGINT[])) AS start,
    unnest(range(len(CAST($9 AS BIGINT[])))) AS day
),
quarters AS (
  SELECT ({key})::VARCHAR AS name, sensor, epoch(interval_start)::BIGINT // 900 * 900 AS quarter,
    sum(packets)::BIGINT AS packets
  FROM flows
  WHERE {selection}
  AND ($10::VARCHAR IS NULL OR list_contains(CAST($10 AS VARCHAR[]), ({key})::VARCHAR))
  GROUP BY name, sensor, quarter
)
SELECT name, day, sensor, sum(packets)::BIGINT AS packets
FROM quarters ASOF JOIN days ON quarters.quarter >= days.start
GROUP BY name, day, sensor
ORDER BY name, day, sensor
