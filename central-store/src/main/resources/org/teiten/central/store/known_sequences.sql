-- Which sequences of each epoch were received, as ranges.
-- Parameter $1: only batches received before that time, and all older ranges.
-- Columns: epoch, first, last.
WITH ranges AS (
  SELECT epoch, first, last FROM old_batches
  UNION ALL
  SELECT epoch, sequence, sequence FROM batches WHERE received < $1
),
marked AS (
  SELECT
    epoch, first, last,
    coalesce(
      first > 1 + max(last) OVER (
        PARTITION BY epoch ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      true) AS begins
  FROM ranges
),
numbered AS (
  SELECT epoch, first, last, sum(begins::INTEGER) OVER (PARTITION BY epoch ORDER BY first) AS island
  FROM marked
)
SELECT epoch, min(first) AS first, max(last) AS last
FROM numbered
GROUP BY epoch, island
ORDER BY epoch, first
