// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Header fields, read in place.
 *
 * <p><b>Takes</b> a frame and its link type.
 *
 * <p><b>Gives</b> one reused {@link org.teiten.capture.decode.PacketHeaders}, or a return code that
 * says why not.
 *
 * <p><b>Runs on</b> the metering thread; allocates nothing.
 *
 * <p><b>Loses</b> frames that are not IP and IP packets that cannot be read; the caller counts them
 * by return code ({@code MeterCounters.notIp}, {@code MeterCounters.undecodable}).
 */
package org.teiten.capture.decode;
