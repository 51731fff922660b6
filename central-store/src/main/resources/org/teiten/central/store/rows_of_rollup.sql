-- Sums that together are the counted FlowTuples of a period: whole slots of a rollup, and from raw
-- rows what lies before, after, or is newer than the rollup.
-- Text parameters: {rollup} its table; {columns} beside the common ones, with a comma at the end;
-- {from}, {to} (exclusive) of the whole slots; {conditions} each beginning with AND;
-- {before}, {after}, {newer} questions as in rows_of_flows.
SELECT {columns} slot, sensor, ip_version, packets, bytes, folded
FROM {rollup}
WHERE slot >= {from} AND slot < {to}{conditions}
UNION ALL
({before})
UNION ALL
({after})
UNION ALL
({newer})
