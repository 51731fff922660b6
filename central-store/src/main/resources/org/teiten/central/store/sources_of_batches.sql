-- The distinct sources of some batches with the keys that their sketches go by.
-- Text parameters: {port} the port's key; {after} and {up_to} numbers of batches.
-- Columns: day, class, port's key, country, sensor, fingerprint, source_ipv4, source_ipv6.
SELECT DISTINCT
  epoch_us(interval_start) // 86400000000 AS day, class, {port} AS port_key, country, sensor,
  fingerprint, source_ipv4, source_ipv6
FROM flows
WHERE batch > {after} AND batch <= {up_to} AND NOT overlap AND NOT folded
