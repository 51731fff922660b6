// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Says what a packet is, in one place, by the header alone (design §10).
 *
 * <p><b>Takes</b> {@link org.teiten.capture.decode.PacketHeaders}.
 *
 * <p><b>Gives</b> one reused {@link org.teiten.capture.classify.ClassifiedPacket}, in which no
 * address of the sensor's own stands but the destination, or a return code that says why not.
 *
 * <p><b>Runs on</b> the metering thread; allocates nothing.
 *
 * <p><b>Loses</b> packets to addresses that are not monitored and answers to what this host sent
 * ({@code MeterCounters.notMonitored}, {@code MeterCounters.solicited}).
 */
package org.teiten.capture.classify;
