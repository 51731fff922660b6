-- The day of each interval, for the questions observation_….sql: a few thousand begins are sorted
-- here instead of millions of rows there.
-- Text parameters: {begins} the days' begins, a list of TIMESTAMP; {from}, {to} TIMESTAMP.
-- Columns: interval_start, day (from 0).
CREATE OR REPLACE TEMP TABLE observation_days AS
WITH days AS (
  SELECT unnest({begins}) AS begins, generate_subscripts({begins}, 1)::INTEGER - 1 AS day
),
starts AS (
  SELECT DISTINCT interval_start
  FROM intervals
  WHERE interval_start >= {from} AND interval_start < {to}
)
SELECT interval_start, day
FROM starts ASOF JOIN days ON interval_start >= begins
