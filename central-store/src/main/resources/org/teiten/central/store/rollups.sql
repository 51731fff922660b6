-- What version 2 of the schema adds: sums over whole UTC hours and days, and sketches of sources.
-- They hold every batch up to rolled_up; a question adds newer ones from raw rows.

-- One row: the number of the last batch that is in the tables below.
CREATE TABLE rolled_up (batch BIGINT NOT NULL);
INSERT INTO rolled_up VALUES (0);

-- Each key of a slot has one row or, where batches came later, several.
CREATE TABLE hours_by_port (
  slot TIMESTAMP NOT NULL,          -- the hour's begin
  sensor INTEGER NOT NULL,
  ip_version UTINYINT NOT NULL,
  class VARCHAR NOT NULL,
  protocol UTINYINT NOT NULL,
  port INTEGER,
  icmp_type UTINYINT,
  icmp_code UTINYINT,
  packets BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  folded BIGINT NOT NULL            -- of the packets those in rows without source
);
CREATE TABLE hours_by_country (
  slot TIMESTAMP NOT NULL,
  sensor INTEGER NOT NULL,
  ip_version UTINYINT NOT NULL,
  class VARCHAR NOT NULL,
  country VARCHAR NOT NULL,
  packets BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  folded BIGINT NOT NULL
);
CREATE TABLE hours_by_fingerprint (
  slot TIMESTAMP NOT NULL,
  sensor INTEGER NOT NULL,
  ip_version UTINYINT NOT NULL,
  class VARCHAR NOT NULL,
  fingerprint VARCHAR NOT NULL,
  packets BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  folded BIGINT NOT NULL
);
-- By day: an hour has hardly fewer networks than packets.
CREATE TABLE days_by_network (
  slot TIMESTAMP NOT NULL,          -- the day's begin, UTC
  sensor INTEGER NOT NULL,
  ip_version UTINYINT NOT NULL,
  class VARCHAR NOT NULL,
  country VARCHAR NOT NULL,
  asn UINTEGER NOT NULL,
  packets BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  folded BIGINT NOT NULL
);

-- Distinct sources of a UTC day over all sensors; rows without source are not in it.
CREATE TABLE day_sources (
  day DATE NOT NULL,
  subject VARCHAR NOT NULL,         -- ports, countries, sensors, fingerprints
  class VARCHAR NOT NULL,
  key VARCHAR NOT NULL,             -- as text
  sketch BLOB NOT NULL              -- Apache DataSketches HLL
);
