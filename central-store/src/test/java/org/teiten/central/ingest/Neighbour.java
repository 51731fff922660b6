// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.teiten.central.Batch;

/** A sensor that delivers a batch after the other while others do their worst. */
final class Neighbour implements AutoCloseable {
  private static final int MINUTES = 1_300;
  private static final int PAUSE_MILLIS = 25;

  private final ProcessCentre.EnrolledSensor sensor;
  private final Instant latest = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(120);
  private final CountDownLatch ending = new CountDownLatch(1);
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final List<Batch> sent = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this::run, "neighbour");
  private volatile String trouble;

  Neighbour(ProcessCentre.EnrolledSensor sensor) {
    this.sensor = sensor;
    thread.start();
  }

  private void run() {
    try {
      for (int i = 0; !ending.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
        Batch batch =
            Batch.of(sensor.id, 1, i)
                .minute(latest.minusSeconds(60L * (i % MINUTES)).toString())
                .tcp("203.0.113.5", 23, 1)
                .and();
        long begin = System.nanoTime();
        HttpResponse<String> answer = sensor.put(batch);
        if (answer.statusCode() != 201) {
          trouble = answer.statusCode() + " " + answer.body();
          return;
        }
        slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
        sent.add(batch);
        stored.incrementAndGet();
      }
    } catch (IOException e) {
      trouble = e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many of its batches were stored; none was refused. */
  long stored() {
    if (trouble != null) {
      throw new AssertionError("the neighbour was harmed: " + trouble);
    }
    return stored.get();
  }

  /** What was stored, in order. */
  List<Batch> sent() {
    return List.copyOf(sent);
  }

  /** The longest that an answer took since this was last asked, ms. */
  long slowestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(slowestNanos.getAndSet(0));
  }

  @Override
  public void close() {
    ending.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
