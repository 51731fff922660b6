// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.nio.file.Path;
import org.teiten.flowtuple.batch.BatchHeader;

/**
 * A batch in a file of ours that was read to its end and is what it claims.
 *
 * @param file its bytes
 * @param header what it says of itself
 * @param digest SHA-256 of the file
 * @param firstMicros per interval the arrival of its first packet, -1 without packets
 * @param lastMicros per interval the arrival of its last packet
 */
record ReceivedBatch(
    Path file, BatchHeader header, byte[] digest, long[] firstMicros, long[] lastMicros) {}
