-- Spans within a sensor's observed time without a packet, longer than an hour; only those that reach
-- into a period. A week before and after the period is looked at too.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Text parameter: {sensors} which ones, numbers with commas between.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC.
-- Columns: sensor, kind, silent_from and silent_to in microseconds: from the last packet before (or
-- the begin of observation) to the first packet after (or the end of observation).
WITH looked_at AS (
  SELECT sensor, kind, observed_from, observed_to, first_packet, last_packet
  FROM ({observed})
  WHERE NOT overlap AND sensor IN ({sensors}) AND observed_to >= $1::TIMESTAMP - INTERVAL 8 DAY
    AND observed_from < $2::TIMESTAMP + INTERVAL 8 DAY
),
-- a break in observation ends a silence
marked AS (
  SELECT
    *,
    coalesce(
      observed_from > max(observed_to) OVER (
        PARTITION BY sensor, kind ORDER BY observed_from, observed_to
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + INTERVAL 1 SECOND,
      true) AS begins
  FROM looked_at
),
numbered AS (
  SELECT *,
    sum(begins::INTEGER) OVER (
      PARTITION BY sensor, kind ORDER BY observed_from, observed_to
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stretch
  FROM marked
),
points AS (
  SELECT sensor, kind, stretch, first_packet AS a, last_packet AS b
  FROM numbered WHERE first_packet IS NOT NULL
  UNION ALL
  SELECT sensor, kind, stretch, min(observed_from), min(observed_from)
  FROM numbered GROUP BY ALL
  UNION ALL
  SELECT sensor, kind, stretch, max(observed_to), max(observed_to)
  FROM numbered GROUP BY ALL
),
gaps AS (
  SELECT sensor, kind,
    max(b) OVER (PARTITION BY sensor, kind, stretch ORDER BY a, b
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS silent_from,
    a AS silent_to
  FROM points
)
SELECT sensor, kind, epoch_us(silent_from) AS silent_from, epoch_us(silent_to) AS silent_to
FROM gaps
WHERE silent_to - silent_from > INTERVAL 1 HOUR AND silent_from < $2 AND silent_to > $1
ORDER BY sensor, silent_from
