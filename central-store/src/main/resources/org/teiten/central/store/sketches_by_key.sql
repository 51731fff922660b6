-- Sketches of a period's sources by key. A join, for with it the scan leaves out the sketches of others.
-- Text parameters: {sketches} where they are (sketches_of_slots, with UNION ALL between); {asked} which keys:
-- SEMI JOIN with some, or nothing for all.
-- Columns: key as text, sketch (Apache DataSketches HLL), whether all of it lies in the period.
SELECT key, sketch, whole
FROM ({sketches})
{asked}
