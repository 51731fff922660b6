-- How much a store holds.
-- Columns: version of the schema, sensors, batches, intervals, raw rows, packets of intervals that
-- count, end of the last interval (null if there is none).
SELECT
  (SELECT max(version) FROM store),
  (SELECT count(*) FROM sensors),
  (SELECT count(*) FROM batches)
    + (SELECT coalesce(sum(last - first + 1), 0)::BIGINT FROM old_batches),
  (SELECT count(*) FROM intervals),
  (SELECT count(*) FROM flows),
  (SELECT coalesce(sum(scan + backscatter + other) FILTER (NOT overlap), 0)::BIGINT FROM intervals),
  (SELECT max(observed_to) FROM intervals)
