-- How many addresses some sensors monitored in the interval nearest before or else after an instant.
-- Text parameters: {observed} where to look (ObservedRuns), {sensors} numbers with commas between.
-- Parameter: $1 TIMESTAMP UTC. Columns: sensor, monitored_ipv4, monitored_ipv6.
WITH apart AS (
  SELECT
    *,
    greatest(
      0,
      epoch_us(interval_start) - epoch_us($1::TIMESTAMP),
      epoch_us($1::TIMESTAMP) - epoch_us(last_start)) AS micros
  FROM ({observed})
  WHERE NOT overlap AND sensor IN ({sensors})
)
SELECT
  sensor,
  arg_min(monitored_ipv4, micros) AS monitored_ipv4,
  arg_min(monitored_ipv6, micros) AS monitored_ipv6
FROM apart
GROUP BY sensor
