// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.agent;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** The numbers behind {@link NoticeMetric}. Any thread. */
public final class NoticeCounters {
  /** What came of handing a notice over. */
  enum Attempt {
    SENT,
    FAILED,
    UNCERTAIN
  }

  /** What mail that came back says. */
  enum Report {
    BOUNCED,
    DELIVERED,
    DELAYED,
    AUTOMATIC
  }

  /** What came of a pass. */
  enum Pass {
    DONE,
    BUSY,
    FAILED
  }

  private static final List<Status> WAITING =
      List.of(Status.DRAFT, Status.APPROVED, Status.UNCERTAIN);

  private final Map<Attempt, LongAdder> attempts = adders(Attempt.class);
  private final Map<Report, LongAdder> reports = adders(Report.class);
  private final Map<Pass, LongAdder> passes = adders(Pass.class);
  private final Map<Status, AtomicLong> waiting = new EnumMap<>(Status.class);
  private final AtomicLong left = new AtomicLong();

  /** All of them zero. */
  public NoticeCounters() {
    WAITING.forEach(status -> waiting.put(status, new AtomicLong()));
  }

  private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> kind) {
    Map<K, LongAdder> adders = new EnumMap<>(kind);
    for (K one : kind.getEnumConstants()) {
      adders.put(one, new LongAdder());
    }
    return adders;
  }

  /** All metrics of notices. */
  public static List<Metric> metrics() {
    return NoticeMetric.ALL;
  }

  void count(Attempt what, long times) {
    attempts.get(what).add(times);
  }

  void count(Report what, long times) {
    reports.get(what).add(times);
  }

  void count(Pass what) {
    passes.get(what).increment();
  }

  void left(long mails) {
    left.set(mails);
  }

  void waiting(List<NoticeState> notices) {
    waiting.forEach(
        (status, count) ->
            count.set(notices.stream().filter(one -> one.status() == status).count()));
  }

  /** Shows them. */
  public void bind(MetricsRegistry metrics) {
    attempts.forEach(
        (what, count) -> metrics.bind(NoticeMetric.ATTEMPTS, count::sum, "result", label(what)));
    reports.forEach(
        (what, count) -> metrics.bind(NoticeMetric.REPORTS, count::sum, "kind", label(what)));
    passes.forEach(
        (what, count) -> metrics.bind(NoticeMetric.PASSES, count::sum, "result", label(what)));
    waiting.forEach(
        (what, count) -> metrics.bind(NoticeMetric.WAITING, count::get, "status", label(what)));
    metrics.bind(NoticeMetric.LEFT, left::get);
  }

  private static String label(Enum<?> what) {
    return what.name().toLowerCase(Locale.ROOT);
  }
}
