// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what single sources did in a period, one entry a source however many ports it met. */
final class SingleSources {
  private static final double OF_CHANGE = 0.5;
  private static final double LEAST_PACKETS = 60;
  private static final double LEAST_PORT_SHARE = 0.15;

  private final Calendar calendar;
  private final LocalDate from;
  private final LocalDate to;
  private final Map<String, List<LoudSourceDay>> bySource = new TreeMap<>();
  private final Map<Series, PortCounts> ports = new HashMap<>();
  private final Map<Series, List<LoudSourceDay>> left = new HashMap<>();

  SingleSources(Calendar calendar, LocalDate from, LocalDate to) {
    this.calendar = calendar;
    this.from = from;
    this.to = to;
  }

  void add(Scan.Looked looked) {
    PortCounts counts = looked.counts();
    ports.put(counts.series(), counts);
    for (LoudSourceDay day : counts.takenOut()) {
      bySource.computeIfAbsent(day.source(), key -> new ArrayList<>()).add(day);
    }
    left.put(counts.series(), counts.leftIn());
  }

  /** Whether one source carries more than half of a change; then it is listed here. */
  boolean carries(PortCounts counts, String country, int index, int until, double added) {
    Map<String, List<LoudSourceDay>> within = new HashMap<>();
    int firstDay = calendar.day(index);
    int lastDay = calendar.day(until - 1);
    for (LoudSourceDay day : left.get(counts.series())) {
      if (day.day() >= firstDay
          && day.day() <= lastDay
          && (country == null || country.equals(day.country()))) {
        within.computeIfAbsent(day.source(), key -> new ArrayList<>()).add(day);
      }
    }
    for (Map.Entry<String, List<LoudSourceDay>> each : within.entrySet()) {
      if (packets(each.getValue()) > OF_CHANGE * added) {
        bySource.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).addAll(each.getValue());
        return true;
      }
    }
    return false;
  }

  List<SingleSource> list() {
    List<SingleSource> list = new ArrayList<>();
    bySource.forEach(
        (source, days) -> {
          SingleSource single = single(source, days);
          if (single != null) {
            list.add(single);
          }
        });
    list.sort(Comparator.comparingLong(SingleSource::packets).reversed());
    return list;
  }

  private SingleSource single(String source, List<LoudSourceDay> days) {
    int firstDay = days.stream().mapToInt(LoudSourceDay::day).min().orElseThrow();
    int lastDay = days.stream().mapToInt(LoudSourceDay::day).max().orElseThrow();
    LocalDate start = calendar.first().plusDays(firstDay);
    LocalDate end = calendar.first().plusDays(lastDay);
    long packets = packets(days);
    if (start.isBefore(from) || start.isAfter(to) || packets < LEAST_PACKETS) {
      return null;
    }
    Map<Series, Long> series = new HashMap<>();
    double usual = 0;
    for (LoudSourceDay day : days) {
      series.merge(day.series(), day.packets(), Long::sum);
      usual += ports.get(day.series()).usual();
    }
    if (packets < LEAST_PORT_SHARE * usual) {
      return null;
    }
    LoudSourceDay any = days.get(0);
    List<Series> ordered =
        series.entrySet().stream()
            .sorted(Map.Entry.<Series, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    return new SingleSource(
        source,
        any.country(),
        any.network(),
        ordered,
        start,
        end,
        packets,
        packets / (packets + usual));
  }

  private static long packets(List<LoudSourceDay> days) {
    return days.stream().mapToLong(LoudSourceDay::packets).sum();
  }
}
