-- What each source sent to each port on each day, for the questions observation_….sql.
-- From observation_days. Text parameters: {sensors} a list of numbers; {key} the port's number.
-- Columns: day (from 0), class, key, country, ip_version, source (null of rows without), asn,
-- packets, folded_sources (estimated, of rows without source). IPv4 is apart, for numbers of 32 bits
-- are grouped in half the time of those of 128.
CREATE OR REPLACE TEMP TABLE observation_sources AS
SELECT
  day, class, {key} AS key, country, 4::UTINYINT AS ip_version,
  source_ipv4::UHUGEINT AS source, any_value(asn) AS asn,
  sum(packets)::BIGINT AS packets, 0::BIGINT AS folded_sources
FROM flows JOIN observation_days USING (interval_start)
WHERE NOT overlap AND sensor IN ({sensors}) AND source_ipv4 IS NOT NULL
GROUP BY day, class, key, country, source_ipv4
UNION ALL
SELECT
  day, class, {key} AS key, country, ip_version, source_ipv6 AS source, any_value(asn) AS asn,
  sum(packets)::BIGINT AS packets,
  sum(CASE WHEN folded THEN sources ELSE 0 END)::BIGINT AS folded_sources
FROM flows JOIN observation_days USING (interval_start)
WHERE NOT overlap AND sensor IN ({sensors}) AND source_ipv4 IS NULL
GROUP BY ALL
