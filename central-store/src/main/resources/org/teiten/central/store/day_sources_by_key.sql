-- Sketches of the sources of whole UTC days by key.
-- Text parameters: {subject} ports, countries, sensors or fingerprints; {from}, {to} (exclusive) days;
-- {conditions} each beginning with AND.
-- Columns: key as text, sketch (Apache DataSketches HLL).
SELECT key, sketch
FROM day_sources
WHERE subject = '{subject}' AND day >= {from} AND day < {to}{conditions}
