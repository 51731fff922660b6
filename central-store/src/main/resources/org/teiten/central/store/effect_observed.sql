-- What part of each 24 hours each sensor observed.
-- Parameters: $1 the days' first instants and the last day's end, microseconds since 1970.
-- Columns: day (index into $1, from 0), sensor, share.
WITH days AS (
  SELECT
    unnest(list_slice(CAST($1 AS BIGINT[]), 1, -2)) AS start,
    unnest(list_slice(CAST($1 AS BIGINT[]), 2, -1)) AS stop,
    unnest(range(len(CAST($1 AS BIGINT[])) - 1)) AS day
),
spans AS (
  SELECT sensor, epoch_us(observed_from) AS f, epoch_us(observed_to) AS t
  FROM intervals
  WHERE NOT overlap
    AND epoch_us(observed_to) > list_extract(CAST($1 AS BIGINT[]), 1)
    AND epoch_us(observed_from) < list_extract(CAST($1 AS BIGINT[]), -1)
)
SELECT day, sensor, sum(least(t, stop) - greatest(f, start)) / 86400e6 AS share
FROM spans JOIN days ON t > start AND f < stop
GROUP BY day, sensor
