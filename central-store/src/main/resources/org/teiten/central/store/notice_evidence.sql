-- The last packets of each source of a selection, with the clock of the sensor that saw them. Which
-- sensor that was is left out on purpose.
-- Text parameters: {from}, {to} (exclusive); {conditions} each beginning with AND.
-- Parameters: $1 sources, a list of numbers; $2 how many rows a source.
-- Columns: version, source (number), first packet of the row, its source port (null if none),
-- protocol, port, ICMP type and code, traffic type, mark, packets, TTL, stack signature, clock,
-- clock error (microseconds, -1 unknown).
SELECT
  flow.ip_version,
  coalesce(flow.source_ipv6, flow.source_ipv4)::VARCHAR AS source,
  flow.first_packet,
  flow.other_port,
  flow.protocol,
  flow.port,
  flow.icmp_type,
  flow.icmp_code,
  flow.traffic_type,
  flow.fingerprint,
  flow.packets,
  flow.ttl,
  flow.stack_signature,
  seen.clock,
  seen.clock_error
FROM flows AS flow
JOIN (SELECT unnest(CAST($1 AS UHUGEINT[])) AS number) AS chosen
  ON coalesce(flow.source_ipv6, flow.source_ipv4::UHUGEINT) = chosen.number
JOIN intervals AS seen USING (batch, sensor, interval_start, part)
WHERE flow.interval_start >= {from} AND flow.interval_start < {to}
  AND NOT flow.overlap AND flow.class = 'scan'{conditions}
QUALIFY row_number() OVER (
  PARTITION BY flow.ip_version, flow.source_ipv4, flow.source_ipv6
  ORDER BY flow.first_packet DESC, flow.protocol, flow.port, flow.traffic_type, flow.fingerprint
) <= $2
ORDER BY flow.ip_version, source, flow.first_packet DESC, flow.protocol, flow.port,
  flow.traffic_type, flow.fingerprint
