-- How many addresses each sensor monitored in the interval nearest before or else after an instant.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Parameter: $1 TIMESTAMP UTC. Columns: sensor, monitored_ipv4, monitored_ipv6.
WITH apart AS (
  SELECT
    *,
    greatest(
      0,
      epoch_us(interval_start) - epoch_us($1::TIMESTAMP),
      epoch_us($1::TIMESTAMP) - epoch_us(last_start)) AS micros
  FROM ({observed})
  WHERE NOT overlap
)
SELECT
  sensor,
  arg_min(monitored_ipv4, micros) AS monitored_ipv4,
  arg_min(monitored_ipv6, micros) AS monitored_ipv6
FROM apart
GROUP BY sensor
