// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.KernelClock;
import org.teiten.sensor.ship.ShippingAgent;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolMetric;
import org.teiten.sensor.spool.SpoolOwner;
import org.teiten.sensor.spool.SpoolWriter;
import org.teiten.support.lifecycle.Software;
import org.teiten.support.lifecycle.StopSteps;
import org.teiten.support.metrics.Health;
import org.teiten.support.metrics.MetricsRegistry;
import org.teiten.support.metrics.StatusServer;

/**
 * A running sensor: capture ▶ ring ▶ metering ▶ spool ▶ shipping, one thread each, and the status
 * server. Starting opens everything that can be wrong, so that it fails in one sentence.
 */
final class SensorDaemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SensorDaemon.class);

  private final SensorConfig config;
  private final Spool spool;
  private final SpoolWriter spoolWriter;
  private final CaptureDuty capture;
  private final MeteringDuty metering;
  private final ShippingAgent shipping;
  private final StatusServer status;
  private final CaptureCounters captured = new CaptureCounters();
  private final PacketMeter meter;
  private final List<Thread> threads = new ArrayList<>();
  private boolean stoppedCleanly;

  /**
   * Opens spool, status server and interface, and starts the duties.
   *
   * @throws IOException in one sentence, with nothing left open
   */
  SensorDaemon(SensorConfig config) throws IOException {
    this.config = config;
    MetricsRegistry metrics = new MetricsRegistry();
    spool =
        Spool.open(
            config.spool(),
            new SpoolOwner(
                config.sensor(),
                config.group(),
                Software.nameAndVersion("teiten-sensor", SensorDaemon.class)));
    StatusServer opened = null;
    try {
      opened = new StatusServer(config.http().listen(), metrics, this::health);
      FrameRing ring =
          new FrameRing(
              Math.toIntExact(config.capture().ring().bytes()), config.capture().snapLength());
      capture = new CaptureDuty(config.liveSource(), ring, captured);
      spoolWriter = new SpoolWriter(spool);
      SecureRandom random = new SecureRandom();
      meter =
          new PacketMeter(
              config.meter(random.nextLong(), random.nextLong()),
              capture.linkType(),
              captured,
              new KernelClock(),
              spoolWriter);
      metering = new MeteringDuty(capture, ring, meter, config.shutdownDeadline());
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      spool.close();
      throw e;
    }
    status = opened;
    shipping = new ShippingAgent(spool, config.centre());
    CaptureMetric.bind(metrics, capture, captured, meter.counters());
    MarkMetric.bind(metrics, meter.counters());
    SpoolMetric.bind(metrics, spool);
    shipping.bindMetrics(metrics);
    start("shipping", shipping);
    start("spool", spoolWriter);
    start("metering", metering);
    start("capture", capture);
    LOG.info(
        "sensor {} observes interface {} and ships to {}; metrics and health at http://{}",
        config.sensor(),
        config.networkInterface(),
        config.centre().url(),
        status.listen());
  }

  private void start(String name, Runnable duty) {
    Thread thread = new Thread(duty, name);
    thread.setUncaughtExceptionHandler(
        (t, e) -> LOG.error("the {} thread ended by a bug, please report it", t.getName(), e));
    threads.add(thread);
    thread.start();
  }

  /** What is not as it should be, without an address. */
  Health health() {
    List<String> reasons = new ArrayList<>();
    if (capture != null) {
      capture.trouble().ifPresent(reasons::add);
    }
    if (spoolWriter != null && spoolWriter.isFailing()) {
      reasons.add("the spool takes no batches, intervals are lost");
    }
    if (shipping != null) {
      shipping.trouble().ifPresent(reasons::add);
    }
    for (Thread thread : List.copyOf(threads)) {
      if (!thread.isAlive()) {
        reasons.add("the " + thread.getName() + " thread has ended");
      }
    }
    return new Health(reasons);
  }

  /**
   * Stops in the order of a packet's life, so that all that was captured is in the spool, and ships
   * what it can.
   */
  @Override
  public void close() throws IOException {
    stoppedCleanly =
        new StopSteps()
            .then("capture", left -> end("capture", capture::stop, left))
            .then("metering", left -> end("metering", metering::stop, left))
            .then("spool", left -> end("spool", spoolWriter::close, left))
            .then("shipping", left -> endShipping(left))
            .then("status", left -> status.close())
            .run(config.shutdownDeadline());
    if (!metering.finished()) {
      LOG.error("the last interval was not spooled within shutdown_deadline and is lost");
      stoppedCleanly = false;
    }
    LOG.info(
        "stopped; received {}, delivered {}, classified {}, in the spool {} batches",
        captured.received(),
        captured.delivered(),
        meter.counters().classes().total(),
        spool.waitingBatches());
    spool.close();
  }

  /** After closing: whether all that was captured is at the centre or in the spool. */
  boolean stoppedCleanly() {
    return stoppedCleanly;
  }

  private void end(String name, Runnable stop, Duration left) throws Exception {
    stop.run();
    Thread thread = thread(name);
    thread.join(Math.max(1, left.toMillis()));
    if (thread.isAlive()) {
      throw new IOException("did not end within shutdown_deadline");
    }
  }

  /** What cannot be shipped in time waits in the spool, which is no failure. */
  private void endShipping(Duration left) throws InterruptedException {
    shipping.finish();
    Thread thread = thread("shipping");
    thread.join(Math.max(1, left.toMillis()));
    shipping.stop();
    thread.interrupt();
    thread.join();
  }

  private Thread thread(String name) {
    return threads.stream().filter(t -> t.getName().equals(name)).findFirst().orElseThrow();
  }
}
