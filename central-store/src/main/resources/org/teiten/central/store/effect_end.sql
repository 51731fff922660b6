-- Until when anything was observed.
-- Columns: that instant, null if nothing was.
SELECT max(observed_to) FROM intervals WHERE NOT overlap
