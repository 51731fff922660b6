-- Writes slots of a rollup anew, one row a key and slot.
-- Text parameters: {rollup} its table, {columns} its columns beside the common ones, {slots} their begins,
-- {order} of the rows.
CREATE OR REPLACE TEMP TABLE merged AS
SELECT
  slot, sensor, ip_version, {columns},
  sum(packets)::BIGINT AS packets, sum(bytes)::BIGINT AS bytes, sum(folded)::BIGINT AS folded
FROM {rollup}
WHERE slot IN ({slots})
GROUP BY ALL;
DELETE FROM {rollup} WHERE slot IN ({slots});
INSERT INTO {rollup} BY NAME FROM merged {order};
DROP TABLE merged
