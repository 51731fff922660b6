// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.SensorState;
import org.teiten.flowtuple.batch.StateJson;

/**
 * Tells the centre again and again how this sensor is, so that one that has no batches to deliver
 * is heard too: {@code POST /v1/sensors/{sensor}/state}. What keeps a state from arriving keeps
 * batches too, of which the shipping duty tells.
 */
public final class StateReport implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StateReport.class);
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);
  private static final Duration OF_AN_OLDER_CENTRE = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_ANSWER = 1_024;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final URI target;
  private final Supplier<HttpClient> client;
  private final Supplier<SensorState> state;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Prepares the duty.
   *
   * @param client asked anew each time
   * @param interval of the sensor; a shorter one than a minute is kept in step with
   */
  public StateReport(
      URI centre,
      SensorId sensor,
      Supplier<HttpClient> client,
      Supplier<SensorState> state,
      Duration interval) {
    this.target = CentreHttp.at(centre, "/v1/sensors/" + sensor + "/state");
    this.client = client;
    this.state = state;
    this.pause = interval.compareTo(AT_LEAST_EVERY) < 0 ? interval : AT_LEAST_EVERY;
  }

  @Override
  public void run() {
    try {
      while (!stopped.await(send().toMillis(), TimeUnit.MILLISECONDS)) {}
    } catch (InterruptedException e) {
      // told to stop while it asked
    }
  }

  /**
   * Sends the state as it is now.
   *
   * @return how long to wait before the next
   */
  Duration send() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(StateJson.write(state.get())))
            .build();
    try {
      int status = CentreHttp.send(client.get(), request, TIMEOUT, MAX_ANSWER).statusCode();
      LOG.debug("the centre answers {} to the state", status);
      return status == NOT_FOUND || status == NOT_ALLOWED ? OF_AN_OLDER_CENTRE : pause;
    } catch (IOException e) {
      LOG.debug("the state did not reach the centre", e);
      return pause;
    }
  }

  /** Lets {@link #run} end. */
  public void stop() {
    stopped.countDown();
  }
}
