-- What sources sent to some ports in the days before and after an instant: those that were told about,
-- and others that were seen shortly before, the others of given countries first. Scans only.
-- Text parameters: {at} the instant; {from}, {to} (exclusive); {port} the port's key; {ports} such keys.
-- Parameters: $1 sources that are always among them, a list of numbers; $2 countries; $3 bits of the
-- days before of which one must be set; $4 how many others a port.
-- Columns: port's key, version, source (number), country, asn, packets before, days before (bit 0 the
-- last one), days after (bit 0 the first one), packets before by sensor as sensor:packets with commas.
WITH daily AS (
  SELECT
    {port} AS port_key, ip_version, coalesce(source_ipv6, source_ipv4::UHUGEINT) AS source, sensor,
    floor((epoch_us(interval_start) - epoch_us({at})) / 86400e6)::INTEGER AS day,
    max(country) AS country, max(asn) AS asn, sum(packets)::BIGINT AS packets
  FROM flows
  WHERE interval_start >= {from} AND interval_start < {to}
    AND NOT overlap AND NOT folded AND class = 'scan' AND {port} IN ({ports})
  GROUP BY ALL
),
by_sensor AS (
  SELECT
    port_key, ip_version, source, sensor, max(country) AS country, max(asn) AS asn,
    coalesce(sum(packets) FILTER (day < 0), 0)::BIGINT AS packets,
    bit_or(CASE WHEN day < 0 THEN 1::BIGINT << greatest(0, -1 - day) ELSE 0 END) AS before,
    bit_or(CASE WHEN day >= 0 THEN 1::BIGINT << greatest(0, day) ELSE 0 END) AS after
  FROM daily
  GROUP BY ALL
),
by_source AS (
  SELECT
    port_key, ip_version, source, max(country) AS country, max(asn) AS asn,
    sum(packets)::BIGINT AS packets, bit_or(before) AS before, bit_or(after) AS after,
    string_agg(sensor || ':' || packets, ',' ORDER BY sensor) FILTER (packets > 0) AS sensors,
    list_contains(CAST($1 AS UHUGEINT[]), source) AS told
  FROM by_sensor
  GROUP BY port_key, ip_version, source
)
SELECT port_key, ip_version, source::VARCHAR, country, asn, packets, before, after, sensors
FROM by_source
WHERE before <> 0 AND (told OR (before & $3) <> 0)
QUALIFY told OR row_number() OVER (
  PARTITION BY port_key, told
  ORDER BY list_contains(CAST($2 AS VARCHAR[]), country) DESC, md5(source::VARCHAR), ip_version
) <= $4
ORDER BY port_key, ip_version, source
