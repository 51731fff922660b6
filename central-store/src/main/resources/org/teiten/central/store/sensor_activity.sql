-- What the store last had of each sensor, and how well it observed lately.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC: the recent past.
-- Columns: sensor, end of the last observed interval, when its last batch arrived, the software that
-- wrote that batch (both for 90 days only), microseconds observed and packets lost in the recent past.
WITH observed AS (
  SELECT
    sensor,
    max(observed_to) AS last_observed,
    (sum(greatest(0, epoch_us(least(observed_to, $2::TIMESTAMP))
      - epoch_us(greatest(observed_from, $1::TIMESTAMP))))
      FILTER (NOT overlap AND observed_to > $1::TIMESTAMP))::BIGINT AS observed_micros,
    (sum(kernel_dropped + interface_dropped + ring_dropped)
      FILTER (NOT overlap AND interval_start >= $1::TIMESTAMP
        AND interval_start < $2::TIMESTAMP))::BIGINT AS lost_packets
  FROM intervals
  GROUP BY sensor
), arrived AS (
  SELECT epochs.sensor, max(received) AS last_received, arg_max(software, received) AS software
  FROM batches JOIN epochs USING (epoch)
  GROUP BY epochs.sensor
)
SELECT
  sensor,
  last_observed,
  last_received,
  software,
  coalesce(observed_micros, 0) AS observed_micros,
  coalesce(lost_packets, 0) AS lost_packets
FROM observed LEFT JOIN arrived USING (sensor)
