// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.teiten.central.pki.SensorCertificate;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.batch.BatchId;

/** {@code PUT /v1/sensors/{sensor}/batches/{epoch}/{sequence}}: a batch that is to be stored. */
final class BatchRoute {
  private static final int RETRY_SECONDS = 5;
  private static final int FORBIDDEN = 403;

  private final BatchIntake intake;
  private final SensorGate gate;
  private final SenderPace pace;
  private final IngestCounters counters;
  private final UploadPlaces places;

  BatchRoute(
      BatchIntake intake,
      SensorGate gate,
      SenderPace pace,
      IngestCounters counters,
      int maxUploads) {
    this.intake = intake;
    this.gate = gate;
    this.pace = pace;
    this.counters = counters;
    this.places = new UploadPlaces(maxUploads);
  }

  void register(JavalinConfig javalin) {
    javalin.routes.put("/v1/sensors/{sensor}/batches/{epoch}/{sequence}", this::put);
  }

  private void put(Context context) throws Refusal, IOException {
    BatchId id = id(context);
    String name = id.sensor().value();
    Optional<SensorCertificate> shown =
        Optional.ofNullable(context.attribute(IngestEndpoint.SHOWN));
    Standing standing = () -> gate.requireAdmitted(shown, name);
    answer(context, receive(context, id, gate.requireAdmitted(shown, name), standing));
  }

  /** Takes the batch of a sensor that was admitted, and remembers for its operator how it went. */
  private Receipt receive(Context context, BatchId id, Sensor sensor, Standing standing)
      throws Refusal, IOException {
    try {
      IngestEndpoint.requireUsable(context, intake.maxBody());
      String digest = ContentDigest.sha256(context.header("Content-Digest"));
      Receipt receipt = receive(context, digest, id, sensor.number(), standing);
      gate.took(sensor);
      return receipt;
    } catch (Refusal e) {
      if (e.status() != FORBIDDEN) {
        gate.refused(sensor, e);
      }
      throw e;
    }
  }

  /** Only who is admitted takes a place. */
  private Receipt receive(Context context, String digest, BatchId id, int sensor, Standing standing)
      throws Refusal, IOException {
    if (!places.tryTake(sensor)) {
      throw new Refusal(
          503, "busy", "too many batches arrive at a time; come again", RETRY_SECONDS);
    }
    counters.uploads.incrementAndGet();
    try {
      return intake.deliver(pace.limit(context.bodyInputStream()), digest, id, standing);
    } finally {
      counters.uploads.decrementAndGet();
      places.giveBack(sensor);
    }
  }

  private static BatchId id(Context context) throws Refusal {
    try {
      return new BatchId(
          IngestEndpoint.sensor(context),
          context.pathParam("epoch"),
          Long.parseLong(context.pathParam("sequence")));
    } catch (NumberFormatException e) {
      throw new Refusal(400, "path", "the path's sequence must be a number");
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "path", "the path names no batch: " + e.getMessage());
    }
  }

  private void answer(Context context, Receipt receipt) throws IOException {
    counters.answered(receipt.status());
    Answers.give(
        context,
        receipt.status(),
        Map.of(
            "stored", receipt.stored(),
            "intervals", receipt.intervals(),
            "overlapping", receipt.overlapping(),
            "rows", receipt.rows(),
            "packets", receipt.packets()));
  }
}
