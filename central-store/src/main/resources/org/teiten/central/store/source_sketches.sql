-- What version 7 of the schema adds: sketches of sources by month too, of networks too, with their
-- numbers beside. They hold the same batches as the rollups; day_sources goes.

-- Distinct sources of a UTC day over all sensors; rows without source are not in it. A day that steps
-- of the rollups still add to has several rows a key.
CREATE TABLE sources_by_day (
  slot DATE NOT NULL,
  subject VARCHAR NOT NULL,         -- ports, countries, networks, sensors, fingerprints
  class VARCHAR NOT NULL,
  key VARCHAR NOT NULL,             -- as text
  sources BIGINT NOT NULL,          -- an estimate: of this sketch
  sketch BLOB NOT NULL              -- Apache DataSketches HLL
);

-- A row for each step that added to a day which had sketches: its keys may have as many rows more.
CREATE TABLE days_added_to (slot DATE NOT NULL);

-- The same of months, one row a key; only of those in sketched_months.
CREATE TABLE sources_by_month AS FROM sources_by_day;
CREATE TABLE sketched_months (slot DATE NOT NULL);   -- the first of the month

-- Sources of networks were not sketched before.
ALTER TABLE expired ADD COLUMN networks TIMESTAMP;
UPDATE expired SET networks = raw;
