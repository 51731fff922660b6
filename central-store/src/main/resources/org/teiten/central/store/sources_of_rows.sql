-- The distinct sources of some rows with keys that their sketches go by.
-- Text parameters: {keys} columns or expressions; {rows} which: a condition.
-- Columns: day, class, source_ipv4, source_ipv6, the keys.
SELECT DISTINCT
  epoch_us(interval_start) // 86400000000 AS day, class, source_ipv4, source_ipv6, {keys}
FROM flows
WHERE {rows} AND NOT overlap AND NOT folded
