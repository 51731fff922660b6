-- Packets of a period by source country, with their rates.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC; $3 sensors; and, null meaning any:
-- $4 class, $5 country, $6 protocol, $7 port, $8 ICMP type, $9 ICMP code.
-- $3 is a list of {sensor, weight_ipv4, weight_ipv6}: a weight is 1 / (sensors in the mean × that
-- sensor's covered address-days), 0 where the sensor is not part of the mean.
-- Columns: country, packets, bytes, rate (IPv4 packets per covered address-day,
-- the mean over sensors), rate_ipv6 (likewise per /64-day), folded (packets in folded rows).
WITH sensors AS (
  SELECT unnest(
    CAST($3 AS STRUCT(sensor INTEGER, weight_ipv4 DOUBLE, weight_ipv6 DOUBLE)[]),
    recursive := true)
),
by_sensor AS (
  SELECT
    country,
    sensor,
    ip_version,
    sum(packets)::BIGINT AS packets,
    sum(bytes)::BIGINT AS bytes,
    sum(CASE WHEN folded THEN packets ELSE 0 END)::BIGINT AS folded
  FROM flows
  WHERE interval_start >= $1 AND interval_start < $2
    AND NOT overlap
  AND ($4::VARCHAR IS NULL OR class = $4::VARCHAR)
  AND ($5::VARCHAR IS NULL OR country = $5::VARCHAR)
  AND ($6::INTEGER IS NULL OR protocol = $6::INTEGER)
  AND ($7::INTEGER IS NULL OR port = $7::INTEGER)
  AND ($8::INTEGER IS NULL OR (port IS NULL AND icmp_type = $8::INTEGER))
  AND ($9::INTEGER IS NULL OR icmp_code = $9::INTEGER)
  GROUP BY ALL
)
SELECT
  country,
  sum(packets)::BIGINT AS packets,
  sum(bytes)::BIGINT AS bytes,
  sum(CASE WHEN ip_version = 4 THEN packets * weight_ipv4 ELSE 0 END) AS rate,
  sum(CASE WHEN ip_version = 6 THEN packets * weight_ipv6 ELSE 0 END) AS rate_ipv6,
  sum(folded)::BIGINT AS folded
FROM by_sensor JOIN sensors USING (sensor)
GROUP BY ALL
