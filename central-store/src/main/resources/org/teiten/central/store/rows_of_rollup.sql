-- Sums of whole slots of a rollup that are counted FlowTuples of a period, or are taken away from it.
-- Text parameters: {rollup} its table; {sign} nothing, or - to take away; {columns} beside the common
-- ones, with a comma at the end; {from}, {to} (exclusive); {conditions} each beginning with AND.
SELECT {columns}
  slot, sensor, ip_version, {sign}packets AS packets, {sign}bytes AS bytes, {sign}folded AS folded
FROM {rollup}
WHERE slot >= {from} AND slot < {to}{conditions}
