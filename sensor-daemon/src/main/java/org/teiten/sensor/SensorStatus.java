// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.sensor.spool.Spool;
import org.teiten.support.metrics.Health;

/**
 * One line for {@code systemctl status}: what the sensor sees and ships. Its rate is that since the
 * line before; asked by one thread.
 */
final class SensorStatus implements Supplier<String> {
  private static final double NANOS = 1e9;

  private final String interfaces;
  private final CaptureLanes lanes;
  private final Spool spool;
  private final Supplier<Health> health;
  private final LongSupplier nanoClock = System::nanoTime;
  private long lastReceived;
  private long lastNanos;

  SensorStatus(String interfaces, CaptureLanes lanes, Spool spool, Supplier<Health> health) {
    this.interfaces = interfaces;
    this.lanes = lanes;
    this.spool = spool;
    this.health = health;
    this.lastReceived = received();
    this.lastNanos = nanoClock.getAsLong();
  }

  @Override
  public String get() {
    long now = nanoClock.getAsLong();
    long received = received();
    double rate = (received - lastReceived) * NANOS / Math.max(1, now - lastNanos);
    lastReceived = received;
    lastNanos = now;
    long lost =
        lanes.captured(CaptureCounters::kernelDropped)
            + lanes.captured(CaptureCounters::ringDropped);
    return line(rate, received, lost) + trouble();
  }

  private String line(double rate, long received, long lost) {
    return String.format(
        Locale.ROOT,
        "%s: %.0f packets/s, %,d in all, %,d lost; %,d batches wait for the centre",
        interfaces,
        rate,
        received,
        lost,
        spool.waitingBatches());
  }

  private String trouble() {
    Health now = health.get();
    return now.reasons().isEmpty() ? "" : "; " + String.join("; ", now.reasons());
  }

  private long received() {
    return lanes.captured(CaptureCounters::received);
  }
}
