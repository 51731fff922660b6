-- Packets of a period by key, with their rates, and by sensor.
-- Text parameters: {key} the key's expression, {rows} where to count (rows_of_rollup, rows_of_flows),
-- {keys} which keys: conditions beginning with AND, or nothing.
-- Parameter $1: a list of {sensor, weight_ipv4, weight_ipv6}: a weight is 1 / (sensors in the mean ×
-- that sensor's covered address-days), 0 where the sensor is not part of the mean.
-- Columns: key, packets, rate (IPv4 packets per covered address-day, the mean over sensors), rate_ipv6
-- (likewise per /64-day), sensors that saw it, null; and of each sensor instead its number in the last.
WITH weights AS (
  SELECT unnest(
    CAST($1 AS STRUCT(sensor INTEGER, weight_ipv4 DOUBLE, weight_ipv6 DOUBLE)[]),
    recursive := true)
),
by_sensor AS (
  SELECT
    {key} AS key,
    sensor AS one_sensor,
    ip_version,
    sum(packets)::BIGINT AS packets
  FROM ({rows})
  WHERE true{keys}
  GROUP BY ALL
  HAVING sum(packets) > 0
)
SELECT
  key,
  sum(packets)::BIGINT AS packets,
  sum(CASE WHEN ip_version = 4 THEN packets * weight_ipv4 ELSE 0 END) AS rate,
  sum(CASE WHEN ip_version = 6 THEN packets * weight_ipv6 ELSE 0 END) AS rate_ipv6,
  count(DISTINCT one_sensor)::INTEGER AS sensors,
  one_sensor
FROM by_sensor JOIN weights ON one_sensor = sensor
GROUP BY GROUPING SETS ((key), (one_sensor))
