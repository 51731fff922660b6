// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.teiten.central.pki.SensorCertificate;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.StateJson;

/**
 * {@code POST /v1/sensors/{sensor}/state}: what a sensor says of itself, so that the centre tells
 * one that is quiet from one that is blind or dead. The last one is kept, in memory.
 */
final class StateRoute {
  static final int AT_A_TIME = 4;
  private static final int RETRY_SECONDS = 5;
  private static final int NO_CONTENT = 204;

  private final SensorGate gate;
  private final SenderPace pace;
  private final IngestCounters counters;
  private final Semaphore permits = new Semaphore(AT_A_TIME);

  StateRoute(SensorGate gate, SenderPace pace, IngestCounters counters) {
    this.gate = gate;
    this.pace = pace;
    this.counters = counters;
  }

  void register(JavalinConfig javalin) {
    javalin.routes.post("/v1/sensors/{sensor}/state", this::answer);
  }

  private void answer(Context context) throws Refusal, IOException {
    SensorId named = IngestEndpoint.sensor(context);
    Sensor sensor =
        gate.requireAdmitted(
            Optional.ofNullable(context.<SensorCertificate>attribute(IngestEndpoint.SHOWN)),
            named.value());
    if (!permits.tryAcquire()) {
      throw new Refusal(503, "busy", "too many states arrive at a time; come again", RETRY_SECONDS);
    }
    try {
      byte[] body = pace.limit(context.bodyInputStream()).readNBytes(StateJson.MAX_BYTES + 1);
      gate.stated(sensor, StateJson.read(body));
      counters.states.increment();
      context.status(NO_CONTENT);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "malformed", e.getMessage());
    } finally {
      permits.release();
    }
  }
}
