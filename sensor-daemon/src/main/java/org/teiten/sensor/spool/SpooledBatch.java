// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.nio.file.Path;
import org.teiten.flowtuple.batch.BatchId;

/**
 * A whole batch that waits in the spool.
 *
 * @param id its name and the id in its header
 * @param file where it is
 * @param bytes its length
 * @param packets packets in its rows
 */
public record SpooledBatch(BatchId id, Path file, long bytes, long packets) {}
