// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** The numbers behind {@link QueryMetric}. Any thread. */
public final class QueryCounters {
  private static final List<Integer> GOOD = List.of(200, 201, 204, 302, 304);

  private final Map<Operation, LongAdder> requests = new EnumMap<>(Operation.class);
  private final Map<Integer, LongAdder> answers = new TreeMap<>();
  private final LongAdder others = new LongAdder();
  private final LongAdder passwords = new LongAdder();
  private final LongAdder openIds = new LongAdder();
  final LongAdder silent = new LongAdder();

  /** All of them zero. */
  public QueryCounters() {
    for (Operation one : Operation.values()) {
      requests.put(one, new LongAdder());
    }
    GOOD.forEach(status -> answers.put(status, new LongAdder()));
    for (Problem.Kind kind : Problem.Kind.values()) {
      answers.put(kind.status(), new LongAdder());
    }
  }

  /** All metrics of questions. */
  public static List<Metric> metrics() {
    return QueryMetric.ALL;
  }

  void asked(Operation operation) {
    requests.get(operation).increment();
  }

  void refused(Operation operation, Problem.Kind kind) {
    boolean login =
        switch (kind) {
          case CREDENTIALS, FORBIDDEN, TOO_MANY -> true;
          default -> false;
        };
    if (login && operation == Operation.LOGIN) {
      passwords.increment();
    } else if (login && operation == Operation.BACK_FROM_OPENID) {
      openIds.increment();
    }
  }

  void answered(int status) {
    answers.getOrDefault(status, others).increment();
  }

  void bind(MetricsRegistry metrics, Questions questions, SourceReads reads) {
    requests.forEach(
        (one, count) -> metrics.bind(QueryMetric.REQUESTS, count::sum, "operation", one.id()));
    answers.forEach(
        (status, count) ->
            metrics.bind(QueryMetric.ANSWERS, count::sum, "status", Integer.toString(status)));
    metrics.bind(QueryMetric.ANSWERS, others::sum, "status", "other");
    metrics.bind(QueryMetric.LOGINS, passwords::sum, "by", "password");
    metrics.bind(QueryMetric.LOGINS, openIds::sum, "by", "openid");
    metrics.bind(QueryMetric.SOURCES, reads::given);
    metrics.bind(QueryMetric.RUNNING, questions::running);
    metrics.bind(QueryMetric.SILENT, silent::sum);
  }
}
