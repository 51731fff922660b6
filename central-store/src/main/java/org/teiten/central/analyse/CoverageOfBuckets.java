// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.store.CoverageQuestions.Silence;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SeriesQuestions.BucketObserved;
import org.teiten.flowtuple.batch.EpochKind;

/** What some sensors observed in each bucket of a series, and what each counts in a mean rate. */
final class CoverageOfBuckets {
  private static final double TENTH = 0.1;
  private static final double DAY_MICROS = 86_400e6;

  /** Address-days of one sensor in one bucket, and whether it is part of the mean. */
  record Days(double ipv4, double ipv6, boolean inMean) {}

  private final List<SeriesAnswer.Bucket> shown;
  private final List<Map<Integer, Days>> days;

  private CoverageOfBuckets(List<SeriesAnswer.Bucket> shown, List<Map<Integer, Days>> days) {
    this.shown = shown;
    this.days = days;
  }

  /**
   * Puts it together.
   *
   * @param observed as the store tells it
   * @param period what is known of all of it
   * @param now what lies after it is not expected yet
   */
  static CoverageOfBuckets of(
      Buckets buckets,
      Map<Integer, Map<Integer, BucketObserved>> observed,
      CoverageOfPeriod period,
      List<Sensor> sensors,
      Instant now) {
    long until = CoverageOfPeriod.micros(now);
    List<SeriesAnswer.Bucket> shown = new ArrayList<>();
    List<Map<Integer, Days>> days = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      long from = CoverageOfPeriod.micros(buckets.begins().get(i).toInstant());
      long to = CoverageOfPeriod.micros(buckets.end(i).toInstant());
      // What lies in the future is not expected, unless all of it does.
      long length = (to > until && until > from ? until : to) - from;
      Map<Integer, Days> own = new HashMap<>();
      double expected = 0;
      long lost = 0;
      for (Sensor sensor : sensors) {
        BucketObserved one = observed.getOrDefault(i, Map.of()).get(sensor.number());
        expected += period.monitoredIpv4(sensor.number()) * (length / DAY_MICROS);
        if (one != null) {
          lost += one.lostPackets();
          long silent = silent(period.silences(sensor.number()), from, to);
          long covered = Math.max(0, one.micros() - silent);
          double share = one.micros() == 0 ? 0 : (double) covered / one.micros();
          if (covered > 0) {
            own.put(
                sensor.number(),
                new Days(
                    one.daysIpv4() * share, one.daysIpv6() * share, covered >= TENTH * length));
          }
        }
      }
      days.add(own);
      shown.add(shown(buckets.begins().get(i), buckets.end(i), expected, lost, own));
    }
    return new CoverageOfBuckets(shown, days);
  }

  private static long silent(List<Silence> silences, long from, long to) {
    long silent = 0;
    for (Silence silence : silences) {
      if (silence.kind().equals(EpochKind.CAPTURE.label())) {
        silent +=
            Math.max(0, Math.min(to, silence.toMicros()) - Math.max(from, silence.fromMicros()));
      }
    }
    return silent;
  }

  private static SeriesAnswer.Bucket shown(
      ZonedDateTime from, ZonedDateTime to, double expected, long lost, Map<Integer, Days> own) {
    return new SeriesAnswer.Bucket(
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(from),
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(to),
        CoverageOfPeriod.rounded(expected),
        CoverageOfPeriod.rounded(own.values().stream().mapToDouble(Days::ipv4).sum()),
        CoverageOfPeriod.rounded(own.values().stream().mapToDouble(Days::ipv6).sum()),
        lost,
        own.size(),
        (int) own.values().stream().filter(d -> d.inMean() && d.ipv4() > 0).count());
  }

  /** The buckets as an answer shows them. */
  List<SeriesAnswer.Bucket> shown() {
    return shown;
  }

  /** The mean rate of a bucket over the sensors in its mean; null if there are none. */
  Double rate(int bucket, int ipVersion, Map<Integer, Long> packetsBySensor) {
    double sum = 0;
    int sensors = 0;
    for (Map.Entry<Integer, Days> one : days.get(bucket).entrySet()) {
      double covered = ipVersion == 4 ? one.getValue().ipv4() : one.getValue().ipv6();
      if (one.getValue().inMean() && covered > 0) {
        sensors++;
        sum += packetsBySensor.getOrDefault(one.getKey(), 0L) / covered;
      }
    }
    return sensors == 0 ? null : (Double) CoverageOfPeriod.rounded(sum / sensors);
  }
}
