-- Raw rows that are too old and that the rollups hold, by interval, the oldest first.
-- Text parameter: {before} (exclusive). Columns: interval_start, how many.
SELECT interval_start, count(*)
FROM flows
WHERE interval_start < {before} AND batch <= (SELECT batch FROM rolled_up)
GROUP BY interval_start
ORDER BY interval_start
