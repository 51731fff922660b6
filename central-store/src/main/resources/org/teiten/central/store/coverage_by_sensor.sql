-- What each sensor observed in a period, and with what loss; intervals by their start.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC.
-- Columns: sensor, seconds observed, IPv4 address-days, IPv6 /64-days, dropped packets, packets by
-- class, folded rows, overlapping intervals left out, whether any is simulated, largest number of
-- monitored addresses.
SELECT
  sensor,
  sum(CASE WHEN NOT overlap THEN epoch_us(observed_to) - epoch_us(observed_from) ELSE 0 END)::BIGINT
    AS observed_micros,
  sum(CASE WHEN NOT overlap
    THEN (epoch_us(observed_to) - epoch_us(observed_from)) / 86400e6 * monitored_ipv4 ELSE 0 END)
    AS days_ipv4,
  sum(CASE WHEN NOT overlap
    THEN (epoch_us(observed_to) - epoch_us(observed_from)) / 86400e6 * monitored_ipv6 ELSE 0 END)
    AS days_ipv6,
  sum(CASE WHEN NOT overlap
    THEN kernel_dropped + interface_dropped + ring_dropped ELSE 0 END)::BIGINT AS lost_packets,
  sum(CASE WHEN NOT overlap THEN undecodable ELSE 0 END)::BIGINT AS undecodable,
  sum(CASE WHEN NOT overlap THEN folded_rows ELSE 0 END)::BIGINT AS folded_rows,
  count(*) FILTER (overlap) AS overlapping,
  bool_or(kind = 'simulation' AND NOT overlap) AS simulated,
  max(monitored_ipv4) AS monitored_ipv4,
  max(monitored_ipv6) AS monitored_ipv6
FROM intervals
WHERE interval_start >= $1 AND interval_start < $2
GROUP BY sensor
ORDER BY sensor
