-- How many addresses each sensor monitored in the interval nearest before or else after an instant.
-- Parameter: $1 TIMESTAMP UTC. Columns: sensor, monitored_ipv4, monitored_ipv6.
SELECT
  sensor,
  arg_min(monitored_ipv4, abs(epoch_us(interval_start) - epoch_us($1::TIMESTAMP))) AS monitored_ipv4,
  arg_min(monitored_ipv6, abs(epoch_us(interval_start) - epoch_us($1::TIMESTAMP))) AS monitored_ipv6
FROM intervals
WHERE NOT overlap
GROUP BY sensor
