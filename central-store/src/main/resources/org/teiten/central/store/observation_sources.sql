-- What each source sent to each port on each day, for the questions observation_….sql.
-- Text parameters: {begins} the days' begins, a list of TIMESTAMP; {from}, {to} TIMESTAMP;
-- {sensors} a list of numbers; {key} the port's number.
-- Columns: day (from 0), class, key, country, ip_version, source (null of rows without), asn,
-- packets, folded_sources (estimated, of rows without source).
CREATE OR REPLACE TEMP TABLE observation_sources AS
WITH days AS (
  SELECT unnest({begins}) AS begins, generate_subscripts({begins}, 1)::INTEGER - 1 AS day
),
chosen AS (
  SELECT
    interval_start, class, {key} AS key, country, ip_version,
    coalesce(source_ipv4::UHUGEINT, source_ipv6) AS source, asn, packets,
    CASE WHEN folded THEN sources ELSE 0 END AS folded_sources
  FROM flows
  WHERE NOT overlap AND interval_start >= {from} AND interval_start < {to}
    AND sensor IN ({sensors})
)
SELECT
  day, class, key, country, ip_version, source, any_value(asn) AS asn,
  sum(packets)::BIGINT AS packets, sum(folded_sources)::BIGINT AS folded_sources
FROM chosen ASOF JOIN days ON interval_start >= begins
GROUP BY day, class, key, country, ip_version, source
