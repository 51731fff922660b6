-- What was sent to few ports, for observation_details: read once, summed along each of its columns,
-- of which a row has one and no other. From observation_days. Text parameters as of
-- observation_sources; {keys} a condition on class and port.
CREATE OR REPLACE TEMP TABLE observation_chosen AS
SELECT
  day, class, {key} AS key, country, asn, sensor, fingerprint,
  coalesce(stack_signature, 'none') AS signature, sum(packets)::BIGINT AS packets
FROM flows JOIN observation_days USING (interval_start)
WHERE NOT overlap AND sensor IN ({sensors}) AND {keys}
GROUP BY GROUPING SETS (
  (day, class, key, country, asn),
  (day, class, key, country, sensor),
  (day, class, key, country, fingerprint),
  (day, class, key, country, signature)
)
