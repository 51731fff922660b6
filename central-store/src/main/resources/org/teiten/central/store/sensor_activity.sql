-- What the store last had of each sensor, and how well it observed lately.
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC: the recent past.
-- Columns: sensor, end of the last observed interval, when its last batch arrived, the software that
-- wrote that batch (both for 90 days only); in the recent past microseconds observed, packets received
-- and packets lost; end of the last interval in which any packet came, and of the last in which one to
-- a monitored address did; the state of the clock in the last interval, and whether
-- the sensor delivered that itself.
WITH observed AS (
  SELECT
    sensor,
    max(observed_to) AS last_observed,
    (sum(greatest(0, epoch_us(least(observed_to, $2::TIMESTAMP))
      - epoch_us(greatest(observed_from, $1::TIMESTAMP))))
      FILTER (NOT overlap AND observed_to > $1::TIMESTAMP))::BIGINT AS observed_micros,
    (sum(received)
      FILTER (NOT overlap AND interval_start >= $1::TIMESTAMP
        AND interval_start < $2::TIMESTAMP))::BIGINT AS received_packets,
    (sum(kernel_dropped + interface_dropped + ring_dropped)
      FILTER (NOT overlap AND interval_start >= $1::TIMESTAMP
        AND interval_start < $2::TIMESTAMP))::BIGINT AS lost_packets,
    max(observed_to) FILTER (received > 0) AS last_received_packet,
    max(observed_to) FILTER (scan + backscatter + other > 0) AS last_observed_packet,
    arg_max(clock, observed_to) AS clock,
    arg_max(kind, observed_to) = 'live' AS live
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
  coalesce(received_packets, 0) AS received_packets,
  coalesce(lost_packets, 0) AS lost_packets,
  last_received_packet,
  last_observed_packet,
  clock,
  live
FROM observed LEFT JOIN arrived USING (sensor)
