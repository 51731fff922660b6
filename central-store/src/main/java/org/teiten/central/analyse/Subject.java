// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.teiten.central.enrich.Origin;
import org.teiten.central.store.PortKey;
import org.teiten.central.store.RankKey;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.Fingerprint;

/**
 * How a subject's keys become rows.
 *
 * @param key what the store is asked by
 * @param ranked whether a key has a rank at all
 * @param rankedKey what it is asked by where only keys with a rank are wanted
 * @param row what a row is about
 */
record Subject<K extends Comparable<? super K>>(
    RankKey<K> key, Predicate<K> ranked, RankKey<K> rankedKey, RowOf<K> row) {
  /** Makes the words of a key. */
  interface RowOf<K> {
    RankedKey of(K key) throws IOException;
  }

  static Subject<PortKey> ports(ServiceNames services) {
    return new Subject<>(
        RankKey.PORTS, key -> true, RankKey.PORTS, key -> RankedKey.port(key, services));
  }

  static Subject<String> countries() {
    return new Subject<>(
        RankKey.COUNTRIES, Subject::isCountry, RankKey.COUNTRIES, RankedKey::country);
  }

  static Subject<Long> networks(NetworkNames names) {
    return new Subject<>(
        RankKey.NETWORKS, key -> key > 0, RankKey.NUMBERED_NETWORKS, key -> network(key, names));
  }

  static Subject<Integer> sensors(Iterable<Sensor> sensors) {
    Map<Integer, Sensor> known =
        java.util.stream.StreamSupport.stream(sensors.spliterator(), false)
            .collect(Collectors.toMap(Sensor::number, Function.identity()));
    return new Subject<>(
        RankKey.SENSORS, key -> true, RankKey.SENSORS, key -> RankedKey.sensor(known.get(key)));
  }

  static Subject<String> fingerprints() {
    return new Subject<>(
        RankKey.FINGERPRINTS,
        key -> !key.equals(Fingerprint.NONE.label()),
        RankKey.FINGERPRINTS,
        RankedKey::fingerprint);
  }

  private static boolean isCountry(String country) {
    return !country.equals(Origin.SPECIAL)
        && !country.equals(Origin.UNKNOWN)
        && !country.equals(Origin.UNATTRIBUTED);
  }

  private static RankedKey network(long network, NetworkNames names) throws IOException {
    if (network == RankKey.SPECIAL) {
      return RankedKey.country(Origin.SPECIAL);
    }
    if (network == RankKey.UNATTRIBUTED) {
      return RankedKey.country(Origin.UNATTRIBUTED);
    }
    return network == RankKey.UNKNOWN
        ? RankedKey.country(Origin.UNKNOWN)
        : RankedKey.network(network, names.of(network));
  }
}
