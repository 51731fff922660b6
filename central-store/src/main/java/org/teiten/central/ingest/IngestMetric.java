// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.List;
import org.teiten.support.metrics.MetricDescriptor;

/** What is counted on a batch's way in. */
public enum IngestMetric implements MetricDescriptor {
  RECEIVED(Kind.COUNTER, "ingest.received", "bytes", "Bytes of batch bodies received."),
  BATCHES(
      Kind.COUNTER,
      "ingest",
      "batches",
      "Batches answered, by the answer's HTTP status; 201 is stored, 200 was stored before."),
  CERTIFICATES(
      Kind.COUNTER,
      "ingest.certificate",
      "requests",
      "Enrolments and renewals answered, by the answer's HTTP status; 201 is issued."),
  HANDSHAKE_FAILURES(
      Kind.COUNTER,
      "ingest.handshake",
      "failures",
      "TLS handshakes that one of the two ends broke off."),
  ROWS(Kind.COUNTER, "ingest", "rows", "FlowTuples stored."),
  PACKETS(Kind.COUNTER, "ingest", "packets", "Packets in stored FlowTuples."),
  OVERLAPPING(
      Kind.COUNTER,
      "ingest.overlapping",
      "intervals",
      "Intervals stored but left out of answers, since another batch covered their time."),
  COMMITS(
      Kind.COUNTER, "ingest", "commits", "Transactions committed, each of one or more batches."),
  COMMIT_TIME(Kind.COUNTER, "ingest.writing", "seconds", "Time spent writing and committing."),
  UPLOADS(Kind.GAUGE, "ingest.uploads", "batches", "Batches being received now."),
  WAITING(Kind.GAUGE, "ingest.waiting", "batches", "Checked batches that wait for their commit.");

  private final Kind kind;
  private final String noun;
  private final String unit;
  private final String help;

  IngestMetric(Kind kind, String noun, String unit, String help) {
    this.kind = kind;
    this.noun = noun;
    this.unit = unit;
    this.help = help;
  }

  @Override
  public String noun() {
    return noun;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public List<String> labels() {
    return this == BATCHES || this == CERTIFICATES ? List.of("status") : List.of();
  }
}
