// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.util.List;
import org.teiten.support.metrics.Metric;

/** What is counted of questions from the network. */
final class QueryMetric {
  static final Metric REQUESTS =
      Metric.counter("query", "requests", "Requests that named an operation, by it.", "operation");
  static final Metric ANSWERS =
      Metric.counter(
          "query",
          "answers",
          "Answers by HTTP status, of whatever was asked; 401 is no or a bad credential, 403 not"
              + " allowed, 429 too often, 503 busy, 504 past query.deadline.",
          "status");
  static final Metric SOURCES =
      Metric.counter(
          "query.given",
          "sources",
          "Addresses of sources given out, each time noted in the audit.");
  static final Metric RUNNING =
      Metric.gauge("query.running", "questions", "Questions to the store being answered now.");

  static final Metric LOGINS =
      Metric.counter(
          "query.refused",
          "logins",
          "Logins refused, by how: a wrong password or too many tries of one, or what an OpenID"
              + " provider said did not count or gives no role.",
          "by");

  static final Metric SILENT =
      Metric.counter(
          "query.silent",
          "connections",
          "Connections closed because they completed no request in time, or said nothing while many"
              + " others waited.");

  static final List<Metric> ALL = List.of(REQUESTS, ANSWERS, LOGINS, SOURCES, RUNNING, SILENT);

  private QueryMetric() {}
}
