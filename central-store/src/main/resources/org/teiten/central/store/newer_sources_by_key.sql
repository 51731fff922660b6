-- Sources by key that no day's sketch has: those of a period's first and last hours, and of rows newer
-- than the sketches. Three ranges, for of one with OR every row would be read.
-- Text parameters: {key} the key's expression; {from}, {to} (exclusive); {whole_from}, {whole_to} the
-- whole UTC days within; {conditions} each beginning with AND.
-- Columns: key, source_ipv4, source_ipv6.
WITH asked AS NOT MATERIALIZED (
  SELECT {key} AS key, source_ipv4, source_ipv6, interval_start, batch
  FROM flows
  WHERE NOT overlap AND NOT folded AND interval_start >= {from} AND interval_start < {to}{conditions}
)
SELECT DISTINCT key, source_ipv4, source_ipv6
FROM (
  FROM asked WHERE interval_start < {whole_from}
  UNION ALL
  FROM asked WHERE interval_start >= {whole_to}
  UNION ALL
  FROM asked
  WHERE interval_start >= {whole_from} AND interval_start < {whole_to}
    AND batch > (SELECT batch FROM rolled_up)
)
