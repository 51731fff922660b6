-- Distinct sources by key in each bucket of time, exact; rows without source do not count.
-- Text parameters: {key} the key's expression; {bucket} the number of an interval's bucket; {from}, {to}
-- (exclusive); {conditions} each beginning with AND.
-- Columns: key, bucket (from 0), sources.
SELECT
  {key} AS key, {bucket} AS bucket,
  count(DISTINCT source_ipv4) + count(DISTINCT source_ipv6) AS sources
FROM flows
WHERE NOT overlap AND NOT folded AND interval_start >= {from} AND interval_start < {to}{conditions}
GROUP BY ALL
