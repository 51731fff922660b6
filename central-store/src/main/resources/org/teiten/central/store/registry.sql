-- What version 3 adds: which sensors may deliver, and with which certificates. Times are UTC.

-- Names beside its own under which a sensor delivers, since it was renamed.
CREATE TABLE sensor_aliases (alias VARCHAR NOT NULL, sensor INTEGER NOT NULL);

-- Sensors that may not deliver; all others may.
CREATE TABLE barred_sensors (
  sensor INTEGER NOT NULL,
  reason VARCHAR NOT NULL,       -- disabled, revoked
  since TIMESTAMP NOT NULL
);

-- One-time tokens; a token itself is kept nowhere.
CREATE TABLE invitations (
  secret_hash VARCHAR NOT NULL,  -- SHA-256 of its secret, hexadecimal
  sensor_name VARCHAR NOT NULL,
  sensor_group VARCHAR NOT NULL,
  created TIMESTAMP NOT NULL,
  expires TIMESTAMP NOT NULL,
  used TIMESTAMP,                -- null while it is open
  key_hash VARCHAR,              -- SHA-256 of the public key that it was used for
  certificate VARCHAR            -- PEM, what the answer was
);

-- Certificates of sensors: issued here, or shown by sensors of the operator's own authority.
CREATE TABLE certificates (
  fingerprint VARCHAR NOT NULL,  -- SHA-256, hexadecimal
  sensor INTEGER NOT NULL,
  serial VARCHAR NOT NULL,       -- hexadecimal
  since TIMESTAMP NOT NULL,      -- when the centre first knew it
  not_before TIMESTAMP NOT NULL,
  not_after TIMESTAMP NOT NULL,
  revoked TIMESTAMP              -- null if it is not
);
