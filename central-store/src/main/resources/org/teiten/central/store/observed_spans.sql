-- The time that each sensor's counted intervals cover, spans that touch merged into one.
-- Columns: sensor, observed_from, observed_to in microseconds since 1970.
WITH spans AS (
  SELECT sensor, epoch_us(observed_from) AS a, epoch_us(observed_to) AS b
  FROM intervals
  WHERE NOT overlap
),
marked AS (
  SELECT
    sensor, a, b,
    coalesce(
      a > max(b) OVER (
        PARTITION BY sensor ORDER BY a, b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      true) AS begins
  FROM spans
),
numbered AS (
  SELECT sensor, a, b,
    sum(begins::INTEGER) OVER (
      PARTITION BY sensor ORDER BY a, b ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM marked
)
SELECT sensor, min(a) AS observed_from, max(b) AS observed_to
FROM numbered
GROUP BY sensor, island
ORDER BY sensor, observed_from
