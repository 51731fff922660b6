-- Sketches of the sources of days or months that touch.
-- Text parameters: {table} sources_by_day or sources_by_month; {subject} the keys' label; {from}, {to}
-- (exclusive) days; {whole} true or false; {conditions} each beginning with AND.
SELECT key, sources, sketch, {whole} AS whole
FROM {table}
WHERE subject = '{subject}' AND slot >= {from} AND slot < {to}{conditions}
