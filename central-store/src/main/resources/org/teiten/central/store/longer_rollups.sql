-- What version 4 of the schema adds: the sums of rollups.sql over days and months, few rows a
-- key and slot. They hold the same batches.
CREATE TABLE days_by_port AS FROM hours_by_port LIMIT 0;
CREATE TABLE months_by_port AS FROM hours_by_port LIMIT 0;
CREATE TABLE days_by_country AS FROM hours_by_country LIMIT 0;
CREATE TABLE months_by_country AS FROM hours_by_country LIMIT 0;
CREATE TABLE days_by_fingerprint AS FROM hours_by_fingerprint LIMIT 0;
CREATE TABLE months_by_fingerprint AS FROM hours_by_fingerprint LIMIT 0;
CREATE TABLE months_by_network AS FROM days_by_network LIMIT 0;
