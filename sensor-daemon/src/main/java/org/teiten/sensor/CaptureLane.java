// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.PacketMeter;

/**
 * One capture thread and one metering thread with the ring between them.
 *
 * @param number from 0
 * @param networkInterface at which it captures
 */
record CaptureLane(
    int number,
    String networkInterface,
    CaptureCounters captured,
    CaptureDuty capture,
    PacketMeter meter,
    MeteringDuty metering) {
  /** A thread's name: of several lanes with the lane's number. */
  String threadName(String duty, int lanes) {
    return lanes == 1 ? duty : duty + "-" + number;
  }
}
