-- What each source of a selection sent, by class.
-- Text parameters: {from}, {to} (exclusive); {conditions} each beginning with AND.
-- Columns: version, source (number; null of folded rows), class, country, asn, packets, sensors
-- that saw it, rows (source, port and interval), first and last packet, marks (comma between),
-- sources (estimated of folded rows).
SELECT
  ip_version,
  coalesce(source_ipv6, source_ipv4)::VARCHAR AS source,
  class,
  max(country) AS country,
  max(asn) AS asn,
  sum(packets)::BIGINT AS packets,
  count(DISTINCT sensor) AS sensors,
  count(*) AS rows,
  min(first_packet) AS first_packet,
  max(last_packet) AS last_packet,
  string_agg(DISTINCT fingerprint, ',' ORDER BY fingerprint) FILTER (fingerprint <> 'none') AS marks,
  sum(sources)::BIGINT AS sources
FROM flows
WHERE interval_start >= {from} AND interval_start < {to}
  AND NOT overlap{conditions}
GROUP BY ip_version, source_ipv4, source_ipv6, class
