-- The tables of the central store, version 1; rollups.sql adds version 2, registry.sql version 3,
-- longer_rollups.sql version 4, expired.sql version 5, observed_runs.sql version 6, source_sketches.sql
-- version 7. Times are UTC; source addresses are numbers.

-- One row: the version of this schema.
CREATE TABLE store (version INTEGER NOT NULL);

-- Sensors of the configuration, invited, or registered by import.
CREATE TABLE sensors (
  sensor INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  sensor_group VARCHAR NOT NULL,
  enrolled TIMESTAMP NOT NULL  -- when the centre first knew it
);

-- Lives of spools, and hashes of inputs.
CREATE TABLE epochs (
  epoch INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  name VARCHAR NOT NULL,       -- 32 hexadecimal digits
  kind VARCHAR NOT NULL        -- live, capture, simulation
);

-- The ledger: one row a batch that counts, for 90 days.
CREATE TABLE batches (
  batch BIGINT NOT NULL,
  epoch INTEGER NOT NULL,
  sequence BIGINT NOT NULL,
  digest VARCHAR NOT NULL,     -- SHA-256 of the bytes that were sent, base 64
  received TIMESTAMP NOT NULL,
  intervals INTEGER NOT NULL,
  overlapping INTEGER NOT NULL,
  rows BIGINT NOT NULL,
  packets BIGINT NOT NULL,
  software VARCHAR NOT NULL
);

-- The ledger's older part: sequences first to last of an epoch were received.
CREATE TABLE old_batches (epoch INTEGER NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL);

-- Databases of origins that were used; intervals name them by number.
CREATE TABLE origin_databases (
  origin_database INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,       -- country, asn
  date DATE NOT NULL
);

-- What sensors observed, and with what loss; all counts are packets.
CREATE TABLE intervals (
  batch BIGINT NOT NULL,
  sensor INTEGER NOT NULL,
  kind VARCHAR NOT NULL,       -- of the epoch
  interval_start TIMESTAMP NOT NULL,
  length INTEGER NOT NULL,     -- seconds
  part INTEGER NOT NULL,
  observed_from TIMESTAMP NOT NULL,
  observed_to TIMESTAMP NOT NULL,
  monitored_ipv4 BIGINT NOT NULL,
  monitored_ipv6 BIGINT NOT NULL,   -- /64 networks
  received BIGINT NOT NULL,
  kernel_dropped BIGINT NOT NULL,
  interface_dropped BIGINT NOT NULL,
  ring_dropped BIGINT NOT NULL,
  not_ip BIGINT NOT NULL,
  undecodable BIGINT NOT NULL,
  not_monitored BIGINT NOT NULL,
  solicited BIGINT NOT NULL,
  late BIGINT NOT NULL,
  bad_time BIGINT NOT NULL,
  folded_packets BIGINT NOT NULL,
  folded_rows BIGINT NOT NULL,
  scan BIGINT NOT NULL,
  backscatter BIGINT NOT NULL,
  other BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  clock VARCHAR NOT NULL,
  clock_error BIGINT NOT NULL,      -- microseconds, -1 unknown
  first_packet TIMESTAMP,
  last_packet TIMESTAMP,
  overlap BOOLEAN NOT NULL,         -- another batch covered this time: left out of every answer
  country_ipv4 INTEGER,             -- origin_databases
  country_ipv6 INTEGER,
  asn_ipv4 INTEGER,
  asn_ipv6 INTEGER
);

-- FlowTuples with their origin.
CREATE TABLE flows (
  batch BIGINT NOT NULL,
  sensor INTEGER NOT NULL,
  interval_start TIMESTAMP NOT NULL,
  part INTEGER NOT NULL,
  overlap BOOLEAN NOT NULL,
  ip_version UTINYINT NOT NULL,
  source_ipv4 UINTEGER,             -- null of IPv6 and of folded rows
  source_ipv6 UHUGEINT,
  protocol UTINYINT NOT NULL,
  port INTEGER,                     -- null where there is none
  icmp_type UTINYINT,
  icmp_code UTINYINT,
  class VARCHAR NOT NULL,           -- scan, backscatter, other
  traffic_type VARCHAR NOT NULL,
  fingerprint VARCHAR NOT NULL,
  packets BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  destinations BIGINT NOT NULL,
  destinations_estimated BOOLEAN NOT NULL,
  folded BOOLEAN NOT NULL,
  sources BIGINT NOT NULL,
  sources_sketch BLOB,              -- Apache DataSketches HLL, of folded rows
  first_packet TIMESTAMP NOT NULL,
  last_packet TIMESTAMP NOT NULL,
  other_port INTEGER,
  ttl UTINYINT NOT NULL,
  stack_signature VARCHAR,
  tcp_flags INTEGER NOT NULL,
  quality_marks INTEGER NOT NULL,
  quoted_ipv4 UINTEGER,
  quoted_ipv6 UHUGEINT,
  quoted_protocol UTINYINT,
  quoted_port INTEGER,
  country VARCHAR NOT NULL,         -- ISO 3166 alpha-2, special, unknown, unattributed
  asn UINTEGER NOT NULL             -- 0 unknown
);
