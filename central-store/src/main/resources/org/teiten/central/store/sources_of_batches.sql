-- The distinct sources of some batches with keys that their sketches go by.
-- Text parameters: {keys} columns or expressions; {after} and {up_to} numbers of batches.
-- Columns: day, class, source_ipv4, source_ipv6, the keys.
SELECT DISTINCT
  epoch_us(interval_start) // 86400000000 AS day, class, source_ipv4, source_ipv6, {keys}
FROM flows
WHERE batch > {after} AND batch <= {up_to} AND NOT overlap AND NOT folded
