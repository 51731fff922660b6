// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** The numbers behind {@link IngestMetric}. Any thread. */
public final class IngestCounters {
  private static final int[] STATUSES = {
    200, 201, 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 500, 503, 507
  };

  private static final int[] CERTIFICATE_STATUSES = {
    201, 400, 401, 403, 404, 408, 422, 429, 500, 503
  };

  final LongAdder receivedBytes = new LongAdder();
  final LongAdder rows = new LongAdder();
  final LongAdder packets = new LongAdder();
  final LongAdder overlapping = new LongAdder();
  final LongAdder commits = new LongAdder();
  final LongAdder commitNanos = new LongAdder();
  final LongAdder handshakeFailures = new LongAdder();
  final LongAdder strangers = new LongAdder();
  final LongAdder silent = new LongAdder();
  final LongAdder tests = new LongAdder();
  final LongAdder states = new LongAdder();
  final AtomicInteger uploads = new AtomicInteger();
  final AtomicInteger waiting = new AtomicInteger();
  final AtomicLong notRolledUp = new AtomicLong();
  private final Map<Integer, LongAdder> answers = new TreeMap<>();
  private final Map<Integer, LongAdder> certificates = new TreeMap<>();

  public IngestCounters() {
    for (int status : STATUSES) {
      answers.put(status, new LongAdder());
    }
    for (int status : CERTIFICATE_STATUSES) {
      certificates.put(status, new LongAdder());
    }
  }

  /** All metrics of ingest. */
  public static List<Metric> metrics() {
    return IngestMetric.ALL;
  }

  void answered(int status) {
    answers.getOrDefault(status, answers.get(500)).increment();
  }

  /** A request for a certificate was answered. */
  void certified(int status) {
    certificates.getOrDefault(status, certificates.get(500)).increment();
  }

  /** Requests for certificates answered with that status. */
  long certificates(int status) {
    return certificates.get(status).sum();
  }

  /** Batches answered with that status. */
  public long answers(int status) {
    return answers.get(status).sum();
  }

  /** Packets in stored FlowTuples. */
  public long storedPackets() {
    return packets.sum();
  }

  /** One line for people. */
  public String line() {
    long refused =
        answers.entrySet().stream()
            .filter(answer -> answer.getKey() >= 400)
            .mapToLong(answer -> answer.getValue().sum())
            .sum();
    return String.format(
        Locale.ROOT,
        "%,d batches stored with %,d packets; %,d times a batch was not taken",
        answers(201),
        storedPackets(),
        refused);
  }

  public void bind(MetricsRegistry metrics) {
    metrics.bind(IngestMetric.RECEIVED, receivedBytes::sum);
    answers.forEach(
        (status, count) ->
            metrics.bind(IngestMetric.BATCHES, count::sum, "status", Integer.toString(status)));
    certificates.forEach(
        (status, count) ->
            metrics.bind(
                IngestMetric.CERTIFICATES, count::sum, "status", Integer.toString(status)));
    metrics.bind(IngestMetric.HANDSHAKE_FAILURES, handshakeFailures::sum);
    metrics.bind(IngestMetric.STRANGERS, strangers::sum);
    metrics.bind(IngestMetric.SILENT, silent::sum);
    metrics.bind(IngestMetric.TESTS, tests::sum);
    metrics.bind(IngestMetric.STATES, states::sum);
    metrics.bind(IngestMetric.ROWS, rows::sum);
    metrics.bind(IngestMetric.PACKETS, packets::sum);
    metrics.bind(IngestMetric.OVERLAPPING, overlapping::sum);
    metrics.bind(IngestMetric.COMMITS, commits::sum);
    metrics.bind(IngestMetric.COMMIT_TIME, () -> commitNanos.sum() / 1e9);
    metrics.bind(IngestMetric.UPLOADS, uploads::get);
    metrics.bind(IngestMetric.WAITING, waiting::get);
    metrics.bind(IngestMetric.NOT_ROLLED_UP, () -> Math.max(0, notRolledUp.get()));
  }
}
