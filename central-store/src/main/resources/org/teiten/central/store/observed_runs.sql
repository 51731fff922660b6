-- What version 6 of the schema adds: intervals that touch, put together. It holds the same batches as
-- the rollups.

-- Intervals of a sensor that lie within one UTC hour and touch, alike in what was monitored and in
-- the databases used; any other interval alone.
CREATE TABLE observed_runs (
  sensor INTEGER NOT NULL,
  kind VARCHAR NOT NULL,            -- of the epoch
  interval_start TIMESTAMP NOT NULL,
  last_start TIMESTAMP NOT NULL,    -- begin of its last interval
  observed_from TIMESTAMP NOT NULL,
  observed_to TIMESTAMP NOT NULL,
  observed_micros BIGINT NOT NULL,
  monitored_ipv4 BIGINT NOT NULL,
  monitored_ipv6 BIGINT NOT NULL,
  lost_packets BIGINT NOT NULL,
  undecodable BIGINT NOT NULL,
  folded_rows BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  first_packet TIMESTAMP,
  last_packet TIMESTAMP,
  overlap BOOLEAN NOT NULL,
  country_ipv4 INTEGER,
  country_ipv6 INTEGER,
  asn_ipv4 INTEGER,
  asn_ipv6 INTEGER
);
