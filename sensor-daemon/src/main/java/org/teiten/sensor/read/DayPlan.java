// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.Undecodable;

/**
 * Which intervals stand in which batch: in the order of time, one batch a UTC day, or more once
 * {@link #MAX_ROWS} rows are reached, at whole intervals. Parts are numbered anew in the order of
 * the time they observed. An observed span given by the user replaces what the packets say.
 */
final class DayPlan {
  static final long MAX_ROWS = 1_000_000;
  private static final long DAY_SECONDS = 86_400;
  private static final int MAX_INTERVALS = 90_000;
  private static final Comparator<StoredInterval> ORDER =
      Comparator.<StoredInterval, Interval>comparing(stored -> stored.header().interval())
          .thenComparingLong(stored -> stored.header().observedFromMicros())
          .thenComparingInt(stored -> stored.header().part());

  /**
   * One interval of a batch.
   *
   * @param header as the batch states it
   * @param stored where its rows are; empty if it has none
   */
  record Planned(IntervalHeader header, Optional<StoredInterval> stored) {}

  private final Optional<ObservedSpan> observed;
  private final Consumer<List<Planned>> batches;
  private final List<Planned> batch = new ArrayList<>();
  private long rows;
  private long day = -1;
  private long monitoredIpv4;
  private long monitoredIpv6;

  /**
   * Makes a plan.
   *
   * @param batches is given each batch once it is complete
   */
  DayPlan(Optional<ObservedSpan> observed, Consumer<List<Planned>> batches) {
    this.observed = observed;
    this.batches = batches;
  }

  /**
   * Plans all intervals.
   *
   * @throws IllegalArgumentException if packets lie outside of the observed span
   */
  void plan(List<StoredInterval> intervals) {
    if (intervals.isEmpty()) {
      return;
    }
    List<StoredInterval> sorted = new ArrayList<>(intervals);
    sorted.sort(ORDER);
    monitoredIpv4 = sorted.get(0).header().monitoredIpv4();
    monitoredIpv6 = sorted.get(0).header().monitoredIpv6();
    long cursor = observed.map(span -> start(span.fromMicros())).orElse(0L);
    int i = 0;
    while (i < sorted.size()) {
      int end = i + 1;
      Interval interval = sorted.get(i).header().interval();
      while (end < sorted.size() && sorted.get(end).header().interval().equals(interval)) {
        end++;
      }
      if (observed.isPresent()) {
        requireWithin(sorted.get(i).header(), sorted.get(end - 1).header(), observed.get());
        addEmpty(cursor, interval.startSeconds());
        cursor = interval.startSeconds() + CaptureTables.INTERVAL_SECONDS;
      }
      addParts(sorted.subList(i, end));
      i = end;
    }
    observed.ifPresent(span -> addEmpty(cursorAfter(sorted), start(span.toMicros() - 1) + 1));
    complete();
  }

  private static long cursorAfter(List<StoredInterval> sorted) {
    Interval last = sorted.get(sorted.size() - 1).header().interval();
    return last.startSeconds() + CaptureTables.INTERVAL_SECONDS;
  }

  private static long start(long micros) {
    return Interval.containing(micros, CaptureTables.INTERVAL_SECONDS).startSeconds();
  }

  private static void requireWithin(
      IntervalHeader first, IntervalHeader last, ObservedSpan observed) {
    if (first.observedFromMicros() < observed.fromMicros()
        || last.observedToMicros() > observed.toMicros()) {
      throw new IllegalArgumentException(
          "the captures hold packets of "
              + first.interval().start()
              + ", outside of --observed; correct the span, or leave it out");
    }
  }

  private void addEmpty(long fromSeconds, long untilSeconds) {
    for (long s = fromSeconds; s < untilSeconds; s += CaptureTables.INTERVAL_SECONDS) {
      Interval interval = new Interval(s, CaptureTables.INTERVAL_SECONDS);
      IntervalHeader empty =
          new IntervalHeader(
              interval,
              0,
              Math.max(interval.startMicros(), observed.get().fromMicros()),
              Math.min(interval.endMicros(), observed.get().toMicros()),
              monitoredIpv4,
              monitoredIpv6,
              new CaptureLoss(0, 0, 0, 0, 0, Undecodable.NONE, 0, 0, 0, 0, 0, 0),
              ClassTotals.NONE,
              0,
              0,
              ClockState.UNKNOWN);
      add(List.of(new Planned(empty, Optional.empty())));
    }
  }

  private void addParts(List<StoredInterval> parts) {
    List<Planned> planned = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      IntervalHeader header = parts.get(part).header();
      long from = header.observedFromMicros();
      long to = header.observedToMicros();
      if (observed.isPresent()) {
        Interval interval = header.interval();
        long before = part == 0 ? 0 : planned.get(part - 1).header().observedToMicros();
        boolean last = part == parts.size() - 1;
        from = Math.max(before, Math.max(interval.startMicros(), observed.get().fromMicros()));
        to = Math.max(from, last ? Math.min(interval.endMicros(), observed.get().toMicros()) : to);
      }
      planned.add(
          new Planned(
              new IntervalHeader(
                  header.interval(),
                  part,
                  from,
                  to,
                  header.monitoredIpv4(),
                  header.monitoredIpv6(),
                  header.loss(),
                  header.classes(),
                  header.rows(),
                  header.bytes(),
                  header.clock()),
              Optional.of(parts.get(part))));
    }
    add(planned);
  }

  private void add(List<Planned> parts) {
    long partsDay = parts.get(0).header().interval().startSeconds() / DAY_SECONDS;
    if (partsDay != day || rows >= MAX_ROWS || batch.size() >= MAX_INTERVALS) {
      complete();
      day = partsDay;
    }
    batch.addAll(parts);
    rows += parts.stream().mapToLong(planned -> planned.header().rows()).sum();
  }

  private void complete() {
    if (!batch.isEmpty()) {
      batches.accept(List.copyOf(batch));
    }
    batch.clear();
    rows = 0;
  }
}
