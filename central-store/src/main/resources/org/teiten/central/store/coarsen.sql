-- Sums over slots, out of those over smaller ones.
-- Text parameters: {rolling} the temporary table that it makes, {smaller} the one of smaller slots, {unit} day
-- or month, {columns} beside the common ones.
CREATE OR REPLACE TEMP TABLE {rolling} AS
SELECT
  date_trunc('{unit}', slot)::TIMESTAMP AS slot, sensor, ip_version, {columns},
  sum(packets)::BIGINT AS packets, sum(bytes)::BIGINT AS bytes, sum(folded)::BIGINT AS folded
FROM {smaller}
GROUP BY ALL
