-- Sources by key that no day's sketch has: those of a period's first and last hours, and of rows newer
-- than the sketches.
-- Text parameters: {key} the key's expression; {from}, {to} (exclusive); {whole_from}, {whole_to} the
-- whole UTC days within; {conditions} each beginning with AND.
-- Columns: key as text, source_ipv4, source_ipv6.
SELECT DISTINCT ({key})::VARCHAR AS key, source_ipv4, source_ipv6
FROM flows
WHERE NOT overlap AND NOT folded AND interval_start >= {from} AND interval_start < {to}{conditions}
  AND (interval_start < {whole_from} OR interval_start >= {whole_to}
    OR batch > (SELECT batch FROM rolled_up))
