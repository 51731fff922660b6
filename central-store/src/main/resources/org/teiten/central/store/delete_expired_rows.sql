-- Deletes raw rows that the rollups hold. Text parameters: {from}, {to} (exclusive).
DELETE FROM flows
WHERE interval_start >= {from} AND interval_start < {to} AND batch <= (SELECT batch FROM rolled_up)
