// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.sensor.enrol.CentreClient;
import org.teiten.sensor.enrol.IdentityFolder;
import org.teiten.sensor.enrol.Renewal;
import org.teiten.sensor.ship.ShippingAgent;
import org.teiten.sensor.ship.StateReport;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolMetric;
import org.teiten.sensor.spool.SpoolOwner;
import org.teiten.sensor.spool.SpoolWriter;
import org.teiten.sensor.top.IntervalSummary;
import org.teiten.sensor.top.LiveView;
import org.teiten.support.config.ConfigChanges;
import org.teiten.support.lifecycle.Duty;
import org.teiten.support.lifecycle.Software;
import org.teiten.support.lifecycle.StopSteps;
import org.teiten.support.metrics.Health;
import org.teiten.support.metrics.MetricsRegistry;
import org.teiten.support.metrics.StatusServer;

/**
 * A running sensor: capture ▶ ring ▶ metering (one thread each, or {@code capture.threads} of both)
 * ▶ spool ▶ shipping, and the status server. Starting opens everything that can be wrong, so that
 * it fails in one sentence.
 */
final class SensorDaemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SensorDaemon.class);

  /** Settings that take effect without a restart. */
  private static final Set<String> RELOADABLE = Set.of("http.listen", "shutdown_deadline");

  /**
   * What came of new settings.
   *
   * @param applied keys that are in effect now
   * @param waiting keys that take effect at the next start
   */
  record Reloaded(List<String> applied, List<String> waiting) {}

  private final long startedNanos = System.nanoTime();
  private final MetricsRegistry metrics = new MetricsRegistry();
  private volatile SensorConfig config;
  private final Spool spool;
  private final SpoolWriter spoolWriter;
  private final CaptureLanes lanes;
  private final ShippingAgent shipping;
  private final Optional<Renewal> renewal;
  private final StateReport stateReport;
  private final StatusServer status;
  private volatile SensorView view;
  private volatile IntervalSummary lastWithPackets;
  private final List<Thread> threads = new ArrayList<>();
  private boolean stoppedCleanly;

  /**
   * Opens spool, status server and interface, and starts the duties.
   *
   * @throws IOException in one sentence, with nothing left open
   */
  SensorDaemon(SensorConfig config) throws IOException {
    this.config = config;
    CentreClients clients;
    spool =
        Spool.open(
            config.spool(),
            new SpoolOwner(
                config.sensor(),
                config.group(),
                Software.nameAndVersion("teiten-sensor", SensorDaemon.class)));
    StatusServer opened = null;
    CaptureLanes capturing = null;
    try {
      opened = statusServer(config);
      spoolWriter = new SpoolWriter(spool, this::seen);
      capturing = new CaptureLanes(config, spoolWriter);
      clients = CentreClients.of(config.centre());
    } catch (IOException | RuntimeException e) {
      if (capturing != null) {
        capturing.abandon();
      }
      if (opened != null) {
        opened.close();
      }
      spool.close();
      throw e;
    }
    status = opened;
    lanes = capturing;
    Supplier<HttpClient> client = clients.current();
    shipping = new ShippingAgent(spool, config.centre(), client);
    stateReport =
        new StateReport(
            config.centre().url(),
            config.sensor(),
            client,
            new OwnState(config, lanes, spool, this::health),
            config.interval());
    renewal = clients.identity().map(this::renewal);
    CaptureMetric.bind(metrics, lanes);
    MarkMetric.bind(metrics, lanes);
    SpoolMetric.bind(metrics, spool);
    shipping.bindMetrics(metrics);
    BookMetric.bind(metrics, lanes, spool);
    renewal.ifPresent(duty -> duty.bindMetrics(metrics));
    renewal.ifPresent(duty -> start("renewal", duty));
    start("shipping", shipping);
    start("spool", spoolWriter);
    lanes.all().forEach(lane -> start(name("metering", lane), lane.metering()));
    lanes.all().forEach(lane -> start(name("capture", lane), lane.capture()));
    start("state", stateReport);
    view = new SensorView(config, lanes, spool, shipping);
    LOG.info(
        "sensor {} observes interface {} and ships to {}; metrics and health at http://{}",
        config.sensor(),
        String.join(", ", config.interfaceNames()),
        config.centre().url(),
        status.listen());
  }

  private StatusServer statusServer(SensorConfig config) throws IOException {
    return new StatusServer(
        config.http().listen(), metrics, this::health, Map.of(LiveView.PATH, this::view));
  }

  private void seen(ClosedInterval interval) {
    if (interval.header().packets() > 0) {
      lastWithPackets = IntervalSummary.of(interval);
    }
  }

  /** Empty while the constructor is not through. */
  private Optional<String> view() {
    return Optional.ofNullable(view)
        .map(of -> of.at(System.nanoTime() - startedNanos, health(), lastWithPackets).json());
  }

  private Renewal renewal(CentreClient client) {
    return new Renewal(
        new IdentityFolder(config.centre().identity()),
        client,
        config.centre().url(),
        config.sensor(),
        Clock.systemUTC());
  }

  /**
   * Takes over of new settings what can be changed without losing a packet.
   *
   * @param next settings that were checked
   * @throws IOException if one of them cannot be used here; then none is in effect
   */
  synchronized Reloaded reload(SensorConfig next) throws IOException {
    List<String> changed = ConfigChanges.between(config, next);
    if (changed.contains("http.listen")) {
      status.moveTo(next.http().listen());
    }
    config = config.taking(next);
    return new Reloaded(
        changed.stream().filter(RELOADABLE::contains).toList(),
        changed.stream().filter(key -> !RELOADABLE.contains(key)).toList());
  }

  private String name(String duty, CaptureLane lane) {
    return lane.threadName(duty, lanes.all().size());
  }

  private void start(String name, Runnable duty) {
    Thread thread = new Thread(duty, name);
    thread.setUncaughtExceptionHandler(
        (t, e) -> LOG.error("the {} thread ended by a bug, please report it", t.getName(), e));
    threads.add(thread);
    thread.start();
  }

  /** What must go on while this sensor runs. */
  List<Duty> duties(Duration patience) {
    List<Duty> duties = new ArrayList<>();
    for (CaptureLane lane : lanes.all()) {
      duties.add(new Duty(name("capture", lane), lane.capture()::progress, patience));
      duties.add(new Duty(name("metering", lane), lane.metering()::progress, patience));
    }
    duties.add(new Duty("shipping", shipping.progress(), patience));
    // A disk that hangs is not mended by a restart; a thread that ended by a bug is.
    duties.add(Duty.alive(thread("spool"), patience));
    return duties;
  }

  /** What this sensor sees and ships, in one line; without an address. */
  SensorStatus status() {
    return new SensorStatus(String.join(", ", config.interfaceNames()), lanes, spool, this::health);
  }

  /** What is not as it should be, without an address. */
  Health health() {
    List<String> reasons = new ArrayList<>();
    if (lanes != null) {
      lanes.trouble().ifPresent(reasons::add);
    }
    if (spoolWriter != null && spoolWriter.isFailing()) {
      reasons.add("the spool takes no batches, intervals are lost");
    }
    if (shipping != null) {
      shipping.trouble().ifPresent(reasons::add);
    }
    if (renewal != null) {
      renewal.flatMap(Renewal::trouble).ifPresent(reasons::add);
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
            .then("capture", left -> endAll("capture", lane -> lane.capture().stop(), left))
            .then("metering", left -> endAll("metering", lane -> lane.metering().stop(), left))
            .then("spool", left -> end(List.of("spool"), spoolWriter::close, left))
            .then("shipping", left -> endShipping(left))
            .then("state", left -> interrupt("state", stateReport::stop))
            .then("renewal", left -> endRenewal())
            .then("status", left -> status.close())
            .run(config.shutdownDeadline());
    if (!lanes.finished()) {
      LOG.error("the last interval was not spooled within shutdown_deadline and is lost");
      stoppedCleanly = false;
    }
    LOG.info(
        "stopped; received {}, delivered {}, classified {}, in the spool {} batches",
        lanes.captured(CaptureCounters::received),
        lanes.captured(CaptureCounters::delivered),
        lanes.metered(metered -> metered.classes().total()),
        spool.waitingBatches());
    spool.close();
  }

  /** After closing: whether all that was captured is at the centre or in the spool. */
  boolean stoppedCleanly() {
    return stoppedCleanly;
  }

  private void endAll(String duty, Consumer<CaptureLane> stop, Duration left) throws Exception {
    end(
        lanes.all().stream().map(lane -> name(duty, lane)).toList(),
        () -> lanes.all().forEach(stop),
        left);
  }

  private void end(List<String> names, Runnable stop, Duration left) throws Exception {
    long deadline = System.nanoTime() + left.toNanos();
    stop.run();
    for (String name : names) {
      Thread thread = thread(name);
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        throw new IOException("did not end within shutdown_deadline");
      }
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

  /** A renewal on its way is given up: the old certificate stays. */
  private void endRenewal() throws InterruptedException {
    if (renewal.isPresent()) {
      interrupt("renewal", renewal.get()::stop);
    }
  }

  private void interrupt(String name, Runnable stop) throws InterruptedException {
    stop.run();
    Thread thread = thread(name);
    thread.interrupt();
    thread.join();
  }

  private Thread thread(String name) {
    return threads.stream().filter(t -> t.getName().equals(name)).findFirst().orElseThrow();
  }
}
