-- Counted FlowTuples of a period.
-- Text parameters: {columns} beside the common ones, with a comma at the end; {from}, {to} (exclusive);
-- {conditions} each beginning with AND.
SELECT {columns}
  interval_start AS slot, sensor, ip_version, packets, bytes,
  CASE WHEN folded THEN packets ELSE 0 END AS folded
FROM flows
WHERE NOT overlap AND interval_start >= {from} AND interval_start < {to}{conditions}
