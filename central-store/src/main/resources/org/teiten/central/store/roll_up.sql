-- Adds the sums of some batches to a rollup.
-- Text parameters: {rollup} its table, {unit} hour, day or month, {columns} its columns beside the common
-- ones, {after} and {up_to} numbers of batches.
INSERT INTO {rollup} BY NAME
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
ORDER BY slot, sensor
