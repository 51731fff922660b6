// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The two duties, capturing and metering, and their books.
 *
 * <p><b>Takes</b> a packet source.
 *
 * <p><b>Gives</b> closed intervals to an {@link org.teiten.capture.aggregate.IntervalSink}.
 *
 * <p><b>Runs on</b> one thread per agent, which whoever wires them provides; of a file, on the
 * caller's.
 *
 * <p><b>Loses</b> frames that found no room between the two ({@code CaptureCounters.ringDropped});
 * what metering puts aside is counted by reason.
 */
package org.teiten.capture.pipeline;
