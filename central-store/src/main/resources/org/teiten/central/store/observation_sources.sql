-- What each source sent to each port on each day, for the questions observation_….sql.
-- From observation_days. Text parameters: {sensors} a list of numbers; {key} the port's number.
-- Columns: day (from 0), class, key, country, ip_version, source (null of rows without), asn,
-- packets, folded_sources (estimated, of rows without source).
CREATE OR REPLACE TEMP TABLE observation_sources AS
SELECT
  day, class, {key} AS key, country, ip_version,
  coalesce(source_ipv4::UHUGEINT, source_ipv6) AS source, any_value(asn) AS asn,
  sum(packets)::BIGINT AS packets,
  sum(CASE WHEN folded THEN sources ELSE 0 END)::BIGINT AS folded_sources
FROM flows JOIN observation_days USING (interval_start)
WHERE NOT overlap AND sensor IN ({sensors})
GROUP BY ALL
