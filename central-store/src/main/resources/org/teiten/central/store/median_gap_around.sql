-- The median time between packets of a sensor in the seven observed days around an instant, each
-- interval's mean gap weighing as many times as it holds packets.
-- Parameters: $1 sensor, $2 kind of epoch, $3 and $4 the silence's begin and end, TIMESTAMP UTC.
-- Column: gap in microseconds, null without packets.
WITH around AS (
  SELECT
    interval_start,
    (epoch_us(observed_to) - epoch_us(observed_from)) AS span,
    scan + backscatter + other AS packets
  FROM intervals
  WHERE NOT overlap AND sensor = $1 AND kind = $2
    AND interval_start >= $3::TIMESTAMP - INTERVAL 84 HOUR
    AND interval_start < $4::TIMESTAMP + INTERVAL 84 HOUR
    AND scan + backscatter + other > 0
),
weighted AS (
  SELECT span / packets AS gap, sum(packets) OVER (ORDER BY span / packets, interval_start) AS rank
  FROM around
)
SELECT min(gap) AS gap FROM weighted WHERE rank * 2 >= (SELECT sum(packets) FROM around)
