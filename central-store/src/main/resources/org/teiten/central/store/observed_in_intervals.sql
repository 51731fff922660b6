-- What was observed, an interval a row. Text parameter: {conditions} each beginning with AND.
-- Columns: those of observed_runs.
SELECT
  sensor, kind, interval_start, interval_start AS last_start, observed_from, observed_to,
  epoch_us(observed_to) - epoch_us(observed_from) AS observed_micros,
  monitored_ipv4, monitored_ipv6,
  kernel_dropped + interface_dropped + ring_dropped AS lost_packets,
  undecodable, folded_rows, rows, first_packet, last_packet,
  overlap, country_ipv4, country_ipv6, asn_ipv4, asn_ipv6
FROM intervals
WHERE true{conditions}
