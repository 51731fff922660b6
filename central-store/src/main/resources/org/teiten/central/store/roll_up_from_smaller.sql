-- Adds sums over smaller slots to a rollup.
-- Text parameters: {rollup} and {smaller} tables, {unit} day or month, {columns} beside the common ones.
INSERT INTO {rollup} BY NAME
SELECT
  date_trunc('{unit}', slot)::TIMESTAMP AS slot, sensor, ip_version, {columns},
  sum(packets)::BIGINT AS packets, sum(bytes)::BIGINT AS bytes, sum(folded)::BIGINT AS folded
FROM {smaller}
GROUP BY ALL
ORDER BY slot, sensor
