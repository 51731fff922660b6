-- From when to when there is anything. Text parameters: {sensors} a list of numbers.
-- Columns: begin of the first and of the last interval, null if there is none.
SELECT min(interval_start), max(interval_start)
FROM intervals
WHERE NOT overlap AND sensor IN ({sensors})
