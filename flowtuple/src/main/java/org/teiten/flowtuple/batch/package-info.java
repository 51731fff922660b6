// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Intervals of one sensor as bytes, the same in the spool, on the wire and in an archive.
 *
 * <p><b>Takes</b> interval headers and FlowTuples in the order of their key. <b>Gives</b> an Avro
 * object container (zstd) that any Avro tool reads, and back. <b>Runs on</b> one thread per reader
 * or writer. <b>Loses</b> nothing: a batch is read whole and adds up to its headers, or {@link
 * org.teiten.flowtuple.batch.InvalidBatchException} says what is wrong and where. Beside it what a
 * sensor says of itself, {@link org.teiten.flowtuple.batch.StateJson}.
 */
package org.teiten.flowtuple.batch;
