// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.List;
import org.teiten.support.metrics.Metric;

/** What is counted on a batch's way in. */
final class IngestMetric {
  static final Metric RECEIVED =
      Metric.counter("ingest.received", "bytes", "Bytes of batch bodies received.");
  static final Metric BATCHES =
      Metric.counter(
          "ingest",
          "batches",
          "Batches answered, and what else of sensors was refused, by the answer's HTTP status; 201 is"
              + " stored, 200 was stored before.",
          "status");
  static final Metric CERTIFICATES =
      Metric.counter(
          "ingest.certificate",
          "requests",
          "Enrolments and renewals answered, by the answer's HTTP status; 201 is issued.",
          "status");
  static final Metric HANDSHAKE_FAILURES =
      Metric.counter(
          "ingest.handshake", "failures", "TLS handshakes that one of the two ends broke off.");
  static final Metric STRANGERS =
      Metric.counter(
          "ingest.stranger",
          "requests",
          "Requests without a certificate of a trusted authority, which are counted nowhere else.");
  static final Metric SILENT =
      Metric.counter(
          "ingest.silent",
          "connections",
          "Connections closed because they completed no request in time, or said nothing while many"
              + " others waited.");
  static final Metric TESTS =
      Metric.counter(
          "ingest.test",
          "batches",
          "Test batches (teiten-sensor doctor) found good, which are counted nowhere else.");
  static final Metric STATES =
      Metric.counter(
          "ingest.sensor", "states", "Times that a sensor said how it is, once a minute each.");
  static final Metric ROWS = Metric.counter("ingest", "rows", "FlowTuples stored.");
  static final Metric PACKETS =
      Metric.counter("ingest", "packets", "Packets in stored FlowTuples.");
  static final Metric OVERLAPPING =
      Metric.counter(
          "ingest.overlapping",
          "intervals",
          "Intervals stored but left out of answers, since another batch covered their time.");
  static final Metric COMMITS =
      Metric.counter("ingest", "commits", "Transactions committed, each of one or more batches.");
  static final Metric COMMIT_TIME =
      Metric.counter("ingest.writing", "seconds", "Time spent writing and committing.");
  static final Metric UPLOADS =
      Metric.gauge("ingest.uploads", "batches", "Batches being received now.");
  static final Metric WAITING =
      Metric.gauge("ingest.waiting", "batches", "Checked batches that wait for their commit.");
  static final Metric NOT_ROLLED_UP =
      Metric.gauge(
          "ingest.not_rolled_up",
          "rows",
          "Stored FlowTuples that the rollups do not hold yet; questions read them one by one.");

  /** All of them, in the order of the page. */
  static final List<Metric> ALL =
      List.of(
          RECEIVED,
          BATCHES,
          CERTIFICATES,
          HANDSHAKE_FAILURES,
          STRANGERS,
          SILENT,
          TESTS,
          STATES,
          ROWS,
          PACKETS,
          OVERLAPPING,
          COMMITS,
          COMMIT_TIME,
          UPLOADS,
          WAITING,
          NOT_ROLLED_UP);

  private IngestMetric() {}
}
