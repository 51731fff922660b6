-- Sketches of a period's sources by key.
-- Text parameters: {sketches} where they are (sketches_of_slots, with UNION ALL between); {keys} which: a
-- condition.
-- Columns: key as text, sketch (Apache DataSketches HLL), whether all of it lies in the period.
SELECT key, sketch, whole
FROM ({sketches})
WHERE {keys}
