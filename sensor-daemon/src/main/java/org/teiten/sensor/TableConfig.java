// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import org.teiten.capture.aggregate.FlowTupleTable;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterConfig.Detail;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How many FlowTuples one interval holds, which decides the memory. Past it packets stay counted,
 * but without their source.
 *
 * @param detail whether FlowTuples bear the source of their packets
 * @param keys FlowTuples with a source
 * @param foldedKeys FlowTuples without one
 */
public record TableConfig(
    @Default("source") Detail detail,
    @Default("262144") int keys,
    @Default("4096") int foldedKeys) {
  public TableConfig {
    new SettingChecks()
        .require(
            keys >= 1_024 && keys <= MeterConfig.MAX_ROWS,
            "keys",
            "must be 1024 to " + MeterConfig.MAX_ROWS + ", not " + keys)
        .require(
            foldedKeys >= 64 && foldedKeys <= 65_536,
            "folded_keys",
            "must be 64 to 65536, not " + foldedKeys)
        .require(
            detail == Detail.PORT
                || FlowTupleTable.maxRows(keys, foldedKeys) <= MeterConfig.MAX_ROWS,
            "keys",
            "with folded_keys it is more than the "
                + MeterConfig.MAX_ROWS
                + " rows that the centre takes in one interval; make it smaller")
        .orThrow();
  }
}
