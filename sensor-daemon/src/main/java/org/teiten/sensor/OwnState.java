// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.SensorState;
import org.teiten.sensor.archive.AddressMask;
import org.teiten.sensor.archive.HostFacts;
import org.teiten.sensor.spool.Spool;
import org.teiten.support.metrics.Health;

/** What the centre is told of this sensor, without an address. Any thread. */
record OwnState(SensorConfig config, CaptureLanes lanes, Spool spool, Supplier<Health> health)
    implements Supplier<SensorState> {
  @Override
  public SensorState get() {
    return new SensorState(
        System.currentTimeMillis(),
        lanes.observing(),
        Math.min(spool.lag().toSeconds(), SensorState.MAX_LAG_SECONDS),
        spool.waitingBatches(),
        spool.asideFiles(),
        reasons(health.get().reasons()));
  }

  private List<String> reasons(List<String> sentences) {
    if (sentences.isEmpty()) {
      return sentences;
    }
    AddressMask mask = new AddressMask(config.monitored(), ownAddresses());
    return sentences.stream()
        .limit(SensorState.MAX_REASONS)
        .map(sentence -> SensorState.reason(mask.of(sentence)))
        .toList();
  }

  private static Set<IpAddress> ownAddresses() {
    try {
      return HostFacts.addresses();
    } catch (SocketException e) {
      return Set.of();
    }
  }
}
