-- The mean time between packets in each interval of a sensor that holds any.
-- Parameters: $1 sensor, $2 kind of epoch, $3 from, $4 to (exclusive), TIMESTAMP UTC.
-- Columns: begin of the interval and gap, microseconds; packets.
SELECT
  epoch_us(interval_start),
  (epoch_us(observed_to) - epoch_us(observed_from)) / (scan + backscatter + other),
  scan + backscatter + other
FROM intervals
WHERE NOT overlap AND sensor = $1 AND kind = $2
  AND interval_start >= $3::TIMESTAMP AND interval_start < $4::TIMESTAMP
  AND scan + backscatter + other > 0
ORDER BY interval_start
