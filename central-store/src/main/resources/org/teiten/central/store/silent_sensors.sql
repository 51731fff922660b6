-- Sensors that may have been silent for more than an hour near a period; few are, and only their rows
-- are worth putting in order. A silence is what is left of one row without a packet, rows that have
-- none, and what comes first of another; two minutes may be missing between rows.
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
  HAVING
    coalesce(max(epoch_us(first_packet) - epoch_us(observed_from)), 0)
    + coalesce(max(epoch_us(observed_to) - epoch_us(last_packet)), 0)
    + coalesce(
      sum(epoch_us(observed_to) - epoch_us(observed_from)) FILTER (first_packet IS NULL), 0)
    > 58 * 60_000_000::BIGINT
)
ORDER BY sensor
