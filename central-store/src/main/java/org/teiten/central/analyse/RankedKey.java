// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import org.teiten.central.store.PortKey;
import org.teiten.central.store.Sensor;

/** What a row is about; what does not belong to the subject is null. */
record RankedKey(
    Object protocol,
    Integer port,
    Integer type,
    String service,
    String country,
    Long network,
    String name,
    String sensor,
    String group,
    String fingerprint) {

  static RankedKey port(PortKey key, ServiceNames services) {
    String protocol = PortWords.protocol(key.protocol());
    return new RankedKey(
        protocol == null ? (Object) key.protocol() : protocol,
        key.port() < 0 ? null : key.port(),
        key.icmpType() < 0 ? null : key.icmpType(),
        protocol == null || key.port() < 0 ? null : services.of(protocol, key.port()),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static RankedKey country(String country) {
    return new RankedKey(null, null, null, null, country, null, null, null, null, null);
  }

  static RankedKey network(long network, String name) {
    return new RankedKey(null, null, null, null, null, network, name, null, null, null);
  }

  static RankedKey sensor(Sensor sensor) {
    return new RankedKey(
        null, null, null, null, null, null, null, sensor.id(), sensor.group(), null);
  }

  static RankedKey fingerprint(String label) {
    return new RankedKey(null, null, null, null, null, null, null, null, null, label);
  }
}
