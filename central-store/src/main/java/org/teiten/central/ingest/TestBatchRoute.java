// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.teiten.central.pki.SensorCertificate;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.BatchHeader;

/**
 * {@code POST /v1/sensors/{sensor}/test}: a batch that is received, checked and answered as any
 * other, and counted nowhere, so that a sensor's operator sees that batches would arrive.
 */
final class TestBatchRoute {
  static final int AT_A_TIME = 2;
  static final int MAX_BODY = 64 << 10;
  private static final int RETRY_SECONDS = 5;
  private static final int CREATED = 201;

  private final BatchIntake intake;
  private final SensorGate gate;
  private final SenderPace pace;
  private final IngestCounters counters;
  private final Semaphore permits = new Semaphore(AT_A_TIME);

  TestBatchRoute(BatchIntake intake, SensorGate gate, SenderPace pace, IngestCounters counters) {
    this.intake = intake;
    this.gate = gate;
    this.pace = pace;
    this.counters = counters;
  }

  void register(JavalinConfig javalin) {
    javalin.routes.post("/v1/sensors/{sensor}/test", this::answer);
  }

  private void answer(Context context) throws Refusal, IOException {
    SensorId sensor = IngestEndpoint.sensor(context);
    gate.requireAdmitted(
        Optional.ofNullable(context.<SensorCertificate>attribute(IngestEndpoint.SHOWN)),
        sensor.value());
    if (!permits.tryAcquire()) {
      throw new Refusal(
          503, "busy", "too many test batches arrive at a time; come again", RETRY_SECONDS);
    }
    try {
      IngestEndpoint.requireUsable(context, MAX_BODY);
      String digest = ContentDigest.sha256(context.header("Content-Digest"));
      BatchHeader header =
          intake.examine(pace.limit(context.bodyInputStream()), MAX_BODY, digest, sensor).header();
      counters.tests.increment();
      Answers.give(
          context,
          CREATED,
          Map.of(
              "stored",
              false,
              "intervals",
              header.intervals().size(),
              "packets",
              header.packets()));
    } finally {
      permits.release();
    }
  }
}
