// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.store.Counted;
import org.teiten.central.store.RankingQuestions.Sources;
import org.teiten.central.store.SensorWeight;
import org.teiten.central.store.SeriesQuestions;
import org.teiten.central.store.SeriesQuestions.BucketPackets;
import org.teiten.central.store.SeriesQuestions.BucketSources;
import org.teiten.central.store.SeriesQuestions.PacketsAndSources;

/**
 * The points of some keys, one a bucket.
 *
 * @param counted packets and rates of all buckets together
 * @param sources of all buckets together, if they were asked for
 */
record SeriesPoints<K>(
    Map<K, List<SeriesAnswer.Point>> byKey, Map<K, Counted<K>> counted, Map<K, Sources> sources) {
  private record Cell<K>(K key, int bucket) {}

  /**
   * Asks the store.
   *
   * @param period whose weights the rates of all buckets together have
   * @param withSources whether the sources of all buckets together come from the same rows
   */
  static <K extends Comparable<? super K>> SeriesPoints<K> of(
      Connection connection,
      SeriesQuestion question,
      AskedSensors sensors,
      Subject<K> subject,
      CoverageOfPeriod period,
      CoverageOfBuckets coverage,
      List<K> keys,
      boolean withSources)
      throws SQLException {
    RankQuestion ranking = question.ranking();
    Buckets buckets = question.buckets();
    Collection<Integer> numbers = sensors.numbersOrAll();
    SeriesQuestions<K> store =
        new SeriesQuestions<>(subject.rankedKey(), buckets.instants(), buckets.end().toInstant());
    Map<Cell<K>, Map<Integer, Long>> ipv4 = new HashMap<>();
    Map<Cell<K>, Map<Integer, Long>> ipv6 = new HashMap<>();
    PacketsAndSources<K> counted =
        withSources
            ? store.packetsAndSources(connection, numbers, ranking.filter(), keys)
            : new PacketsAndSources<>(
                store.packets(connection, numbers, ranking.filter(), keys), Map.of());
    for (BucketPackets<K> one : counted.packets()) {
      (one.ipVersion() == 4 ? ipv4 : ipv6)
          .computeIfAbsent(new Cell<>(one.key(), one.bucket()), cell -> new HashMap<>())
          .merge(one.sensor(), one.packets(), Long::sum);
    }
    Map<Cell<K>, Long> sources = new HashMap<>();
    if (question.sources()) {
      for (BucketSources<K> one : store.sources(connection, numbers, ranking.filter(), keys)) {
        sources.put(new Cell<>(one.key(), one.bucket()), one.sources());
      }
    }
    Map<K, List<SeriesAnswer.Point>> points = new HashMap<>();
    for (K key : keys) {
      List<SeriesAnswer.Point> own = new ArrayList<>();
      for (int i = 0; i < buckets.size(); i++) {
        Cell<K> cell = new Cell<>(key, i);
        Map<Integer, Long> four = ipv4.getOrDefault(cell, Map.of());
        Map<Integer, Long> six = ipv6.getOrDefault(cell, Map.of());
        own.add(
            new SeriesAnswer.Point(
                sum(four) + sum(six),
                coverage.rate(i, 4, four),
                coverage.rate(i, 6, six),
                question.sources() ? sources.getOrDefault(cell, 0L) : null));
      }
      points.put(key, own);
    }
    Map<K, Sources> exact = new HashMap<>();
    counted.sources().forEach((key, number) -> exact.put(key, new Sources(number, 0)));
    return new SeriesPoints<>(points, together(counted.packets(), period.weights()), exact);
  }

  private static <K> Map<K, Counted<K>> together(
      List<BucketPackets<K>> packets, List<SensorWeight> weights) {
    Map<Integer, SensorWeight> bySensor =
        weights.stream().collect(Collectors.toMap(SensorWeight::sensor, Function.identity()));
    Map<K, Counted<K>> counted = new HashMap<>();
    packets.stream()
        .collect(Collectors.groupingBy(BucketPackets::key))
        .forEach((key, own) -> counted.put(key, together(key, own, bySensor)));
    return counted;
  }

  private static <K> Counted<K> together(
      K key, List<BucketPackets<K>> packets, Map<Integer, SensorWeight> weights) {
    long sum = 0;
    double rate = 0;
    double rateIpv6 = 0;
    Set<Integer> sensors = new HashSet<>();
    for (BucketPackets<K> one : packets) {
      SensorWeight weight =
          weights.getOrDefault(one.sensor(), new SensorWeight(one.sensor(), 0, 0));
      sum += one.packets();
      if (one.ipVersion() == 4) {
        rate += one.packets() * weight.ipv4();
      } else {
        rateIpv6 += one.packets() * weight.ipv6();
      }
      sensors.add(one.sensor());
    }
    return new Counted<>(key, sum, rate, rateIpv6, sensors.size());
  }

  private static long sum(Map<Integer, Long> packets) {
    return packets.values().stream().mapToLong(Long::longValue).sum();
  }
}
