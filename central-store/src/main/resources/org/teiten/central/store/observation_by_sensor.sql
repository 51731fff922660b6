-- Packets by day, class, port and sensor. Text parameters as of observation_sources.
WITH days AS (
  SELECT unnest({begins}) AS begins, generate_subscripts({begins}, 1)::INTEGER - 1 AS day
),
chosen AS (
  SELECT interval_start, class, {key} AS key, sensor, sum(packets) AS packets
  FROM flows
  WHERE NOT overlap AND interval_start >= {from} AND interval_start < {to}
    AND sensor IN ({sensors})
  GROUP BY ALL
)
SELECT key, day, class, sensor, sum(packets)::BIGINT AS packets
FROM chosen ASOF JOIN days ON interval_start >= begins
GROUP BY key, day, class, sensor
