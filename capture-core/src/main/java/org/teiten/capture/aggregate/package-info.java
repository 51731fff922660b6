// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Folds the packets of an interval into FlowTuples, and says when an interval is over.
 *
 * <p><b>Takes</b> {@link org.teiten.capture.classify.ClassifiedPacket}s and their times.
 *
 * <p><b>Gives</b> {@link org.teiten.capture.aggregate.ClosedInterval}s to an {@link
 * org.teiten.capture.aggregate.IntervalSink}.
 *
 * <p><b>Runs on</b> the metering thread, without allocating per packet; a closed interval belongs
 * to whoever took it, on any one thread, until it is released.
 *
 * <p><b>Loses</b> no packet. Past the table's capacity it loses sources ({@code
 * MeterCounters.foldedPackets}); packets outside of their own interval are counted as {@code late}.
 */
package org.teiten.capture.aggregate;
