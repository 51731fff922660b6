-- Sensors that may have been silent for more than an hour near a period; few are, and only their rows
-- are worth putting in order. Of a silence that long half an hour is of rows without a packet, or a
-- quarter is at an end of a row; a row more or less may be missing between.
-- Text parameter: {observed} where to look (ObservedRuns).
-- Parameters: $1 from, $2 to (exclusive), TIMESTAMP UTC.
-- Column: sensor.
SELECT DISTINCT sensor
FROM (
  SELECT sensor
  FROM ({observed})
  WHERE NOT overlap AND observed_to >= $1::TIMESTAMP - INTERVAL 8 DAY
    AND observed_from < $2::TIMESTAMP + INTERVAL 8 DAY
  GROUP BY sensor, kind
  HAVING bool_or(first_packet - observed_from > INTERVAL 14 MINUTE
      OR observed_to - last_packet > INTERVAL 14 MINUTE)
    OR sum(epoch_us(observed_to) - epoch_us(observed_from)) FILTER (first_packet IS NULL)
      > 30 * 60_000_000
)
ORDER BY sensor
