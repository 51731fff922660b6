-- Packets of few ports by day, class, port, country and one more column.
-- Text parameters as of observation_sources; {value} the column; {keys} pairs of class and port.
WITH days AS (
  SELECT unnest({begins}) AS begins, generate_subscripts({begins}, 1)::INTEGER - 1 AS day
),
chosen AS (
  SELECT
    interval_start, class, {key} AS key, country, {value}::VARCHAR AS value,
    sum(packets) AS packets
  FROM flows
  WHERE NOT overlap AND interval_start >= {from} AND interval_start < {to}
    AND sensor IN ({sensors}) AND (class, {key}) IN ({keys})
  GROUP BY ALL
)
SELECT key, day, class, country, value, sum(packets)::BIGINT AS packets
FROM chosen ASOF JOIN days ON interval_start >= begins
GROUP BY key, day, class, country, value
