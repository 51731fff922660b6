-- Distinct sources by key in each bucket of time, exact; rows without source do not count.
-- Text parameters: {key} the key's expression; {from}, {to} (exclusive); {conditions} each beginning
-- with AND.
-- Parameter: $1 the buckets' begins, a list of TIMESTAMP.
-- Columns: key, bucket (from 0), sources.
WITH buckets AS (
  SELECT unnest(CAST($1 AS TIMESTAMP[])) AS begins,
    generate_subscripts(CAST($1 AS TIMESTAMP[]), 1)::INTEGER - 1 AS bucket
),
by_slot AS (
  SELECT DISTINCT {key} AS key, interval_start AS slot, source_ipv4, source_ipv6
  FROM flows
  WHERE NOT overlap AND NOT folded AND interval_start >= {from} AND interval_start < {to}{conditions}
)
SELECT key, bucket, count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6) AS sources
FROM by_slot ASOF JOIN buckets ON slot >= begins
GROUP BY ALL
