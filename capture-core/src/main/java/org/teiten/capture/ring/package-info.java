// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Moves frames between two threads.
 *
 * <p><b>Takes</b> frames from the capture thread.
 *
 * <p><b>Gives</b> the same frames, in order, to the metering thread.
 *
 * <p><b>Runs on</b> one writing and one reading thread; memory is off-heap and allocated once.
 *
 * <p><b>Loses</b> frames for which there is no room: {@code write} says so, and {@code
 * CaptureCounters.ringDropped} counts them.
 */
package org.teiten.capture.ring;
