-- The same as coarsen where each slot holds one smaller one.
-- Text parameters as of coarsen.
CREATE OR REPLACE TEMP TABLE {rolling} AS
SELECT
  date_trunc('{unit}', slot)::TIMESTAMP AS slot, sensor, ip_version, {columns}, packets, bytes, folded
FROM {smaller}
