// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.List;
import org.teiten.flowtuple.IntervalHeader;

/**
 * A closed interval whose rows wait in the temporary file.
 *
 * @param header as it was closed
 * @param signatures its dictionary
 * @param unsignedPackets SYN packets without a place in it
 * @param offset where its rows begin in the file
 */
record StoredInterval(
    IntervalHeader header, List<String> signatures, long unsignedPackets, long offset) {}
