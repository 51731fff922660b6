-- The sums of some batches over the finest slots of a rollup.
-- Text parameters: {rolling} the temporary table that it makes, {unit} hour or day, {columns} the rollup's columns beside the common ones, {after} and
-- {up_to} numbers of batches.
CREATE OR REPLACE TEMP TABLE {rolling} AS
SELECT
  date_trunc('{unit}', interval_start)::TIMESTAMP AS slot,
  sensor,
  ip_version,
  {columns},
  sum(packets)::BIGINT AS packets,
  sum(bytes)::BIGINT AS bytes,
  sum(CASE WHEN folded THEN packets ELSE 0 END)::BIGINT AS folded
FROM flows
WHERE batch > {after} AND batch <= {up_to} AND NOT overlap
GROUP BY ALL
