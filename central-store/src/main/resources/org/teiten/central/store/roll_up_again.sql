-- Adds the sums of some batches to a rollup, whose slots that they touch are written anew: one row
-- a key and slot, however many batches came.
-- Text parameters as of roll_up.
CREATE OR REPLACE TEMP TABLE rolling AS
WITH added AS (
  SELECT
    date_trunc('{unit}', interval_start)::TIMESTAMP AS slot, sensor, ip_version, {columns},
    packets, bytes, CASE WHEN folded THEN packets ELSE 0 END AS folded
  FROM flows
  WHERE batch > {after} AND batch <= {up_to} AND NOT overlap
)
SELECT
  slot, sensor, ip_version, {columns},
  sum(packets)::BIGINT AS packets, sum(bytes)::BIGINT AS bytes, sum(folded)::BIGINT AS folded
FROM (
  FROM added
  UNION ALL BY NAME
  FROM {rollup} WHERE slot IN (SELECT DISTINCT slot FROM added)
)
GROUP BY ALL;
DELETE FROM {rollup} WHERE slot IN (SELECT DISTINCT slot FROM rolling);
INSERT INTO {rollup} BY NAME FROM rolling ORDER BY slot, sensor;
DROP TABLE rolling
