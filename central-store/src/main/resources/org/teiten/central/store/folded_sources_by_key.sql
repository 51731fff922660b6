-- Sketches of the sources in folded rows of a period, in the order of the key.
-- Text parameters: {key} the key's expression; {from}, {to} (exclusive); {conditions} each beginning
-- with AND.
-- Columns: key, sources (an estimate), sources_sketch (Apache DataSketches HLL, or null).
SELECT {key} AS key, sources, sources_sketch
FROM flows
WHERE NOT overlap AND folded AND interval_start >= {from} AND interval_start < {to}{conditions}
ORDER BY key
