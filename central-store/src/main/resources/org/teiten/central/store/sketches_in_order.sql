-- Sketches of sources, in the order of their keys.
-- Text parameters: {table} of sketches; {rows} which: a condition.
-- Columns: subject, class, key, sketch (Apache DataSketches HLL).
SELECT subject, class, key, sketch
FROM {table}
WHERE {rows}
ORDER BY subject, class, key
