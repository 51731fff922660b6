-- Marks days whose keys are about to have several rows in sources_by_day.
-- Text parameter: {days} literals with commas between.
INSERT INTO days_added_to
SELECT DISTINCT slot FROM sources_by_day WHERE slot IN ({days})
