// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.central.account.Accounts;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.audit.AuditJournal;
import org.teiten.central.backup.RunningBackup;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.ingest.BatchIntake;
import org.teiten.central.ingest.IngestCounters;
import org.teiten.central.ingest.IngestEndpoint;
import org.teiten.central.ingest.RetentionAgent;
import org.teiten.central.ingest.SensorAccess;
import org.teiten.central.ingest.SensorAdmission;
import org.teiten.central.notify.agent.NoticeAgent;
import org.teiten.central.notify.agent.NoticeCounters;
import org.teiten.central.pki.ListenerIdentity;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreLockedException;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.api.QueryCounters;
import org.teiten.central.web.api.QueryEndpoint;
import org.teiten.central.web.api.QueryParts;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.lifecycle.Duty;
import org.teiten.support.lifecycle.ServiceNotifier;
import org.teiten.support.lifecycle.ServiceReport;
import org.teiten.support.lifecycle.StopSignal;
import org.teiten.support.lifecycle.StopSteps;
import org.teiten.support.metrics.Health;
import org.teiten.support.metrics.MetricsRegistry;
import org.teiten.support.metrics.StatusServer;
import org.teiten.support.tls.Certificates;

/** The running centre: opens everything in order, waits for the stop, closes it in reverse. */
final class CentralStore {
  private static final Logger LOG = LoggerFactory.getLogger(CentralStore.class);
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOCK_RETRY = Duration.ofMillis(500);
  private static final Duration WRITER_PATIENCE = Duration.ofMinutes(10);
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final CentralConfig config;
  private final StopSignal stop;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Optional<ListenerIdentity> listener = Optional.empty();
  private IngestEndpoint ingest;
  private Optional<QueryEndpoint> query = Optional.empty();

  CentralStore(CentralConfig config, StopSignal stop) {
    this.config = config;
    this.stop = stop;
  }

  /**
   * Runs until it is told to stop.
   *
   * @return the exit code
   * @throws IOException if it cannot start, or its store broke
   */
  int run() throws IOException, InterruptedException {
    int code = 1;
    try {
      BatchIntake intake = open();
      if (intake == null) {
        code = 0;
        return code;
      }
      while (!stop.await(WATCH)) {
        if (intake.brokenBy().isPresent()) {
          throw new IOException("the store cannot be used any more: " + intake.brokenBy().get());
        }
        if (listener.isPresent() && listener.get().refresh()) {
          ingest.reload();
        }
        query.ifPresent(QueryEndpoint::refresh);
      }
      LOG.info("stopping");
      code = 0;
    } finally {
      code = close() ? code : 1;
      stop.finished(code);
    }
    return code;
  }

  /** Null if it was told to stop meanwhile. */
  private BatchIntake open() throws IOException, InterruptedException {
    FlowStore store = openStore();
    if (store == null) {
      return null;
    }
    OriginDatabases origins = new OriginDatabases(config.origin().databases());
    origins.load();
    Rankings rankings = Centre.rankings(config);
    IngestCounters counters = new IngestCounters();
    BatchIntake intake = Centre.intake(config, store, origins, counters);
    opened.add(intake);
    MetricsRegistry metrics = new MetricsRegistry();
    counters.bind(metrics);
    RetentionAgent retention =
        new RetentionAgent(config.retention(), store, intake, Clock.systemUTC());
    retention.bind(metrics);
    SensorAccess access =
        SensorAccess.open(config.ingest().tls(), config.data(), intake, Clock.systemUTC());
    listener = access.listener();
    SensorAdmission admission =
        new SensorAdmission(
            config.ingest(),
            config.data(),
            intake,
            Optional.of(access.contacts()),
            Clock.systemUTC());
    RunningBackup backup = new RunningBackup(Centre.backups(config, store));
    opened.add(backup);
    ControlEndpoint control =
        new ControlEndpoint(
            config.data(),
            store,
            intake,
            rankings,
            new InformedAnswers(config, rankings),
            admission,
            backup);
    opened.add(control);
    HealthWatch health = new HealthWatch(() -> health(store, intake));
    opened.add(health);
    StatusServer status =
        new StatusServer(config.http().listen(), metrics, health::latest, Map.of());
    opened.add(status);
    ingest = new IngestEndpoint(config.ingest(), intake, counters, access);
    opened.add(ingest);
    if (config.query().isPresent()) {
      query = Optional.of(query(config, store, rankings, admission, metrics));
      opened.add(query.get());
      LOG.info(
          "answers questions at {}://{}:{}/v1",
          config.query().get().identity().isPresent() ? "https" : "http",
          config.query().get().listen().host(),
          query.get().address().getPort());
    }
    opened.add(retention);
    retention.start();
    if (config.notices().send()) {
      opened.add(notices(metrics));
    }
    LOG.info(
        "takes batches at {}://{}:{}, metrics at http://{}:{}/metrics, data in {}",
        listener.isPresent() ? "https" : "http",
        config.ingest().listen().host(),
        ingest.address().getPort(),
        config.http().listen().host(),
        status.address().getPort(),
        config.data());
    opened.add(report(health, intake, counters));
    return intake;
  }

  /** The listener that answers questions, over an open store. */
  static QueryEndpoint query(
      CentralConfig config,
      FlowStore store,
      Rankings rankings,
      SensorAdmission admission,
      MetricsRegistry metrics)
      throws IOException {
    AuditJournal audit = new AuditJournal(config.data(), Clock.systemUTC());
    return new QueryEndpoint(
        config.query().orElseThrow(),
        new QueryParts(
            store,
            rankings,
            new InformedAnswers(config, rankings),
            admission,
            new Accounts(config.data(), audit, Clock.systemUTC()),
            audit,
            Centre.notices(config),
            config.notices(),
            config.report().fontFolders(),
            config.report().zone().getId(),
            new QueryCounters(),
            metrics));
  }

  private NoticeAgent notices(MetricsRegistry metrics) throws IOException {
    NoticeCounters counters = new NoticeCounters();
    counters.bind(metrics);
    return new NoticeAgent(
        Centre.notices(config),
        config.notices(),
        () -> {
          try {
            return Centre.contacts(config);
          } catch (InvalidConfigException e) {
            throw new IOException(e.getMessage(), e);
          }
        },
        Centre.delivery(config.notices()),
        Clock.systemUTC(),
        counters);
  }

  /** A writer that rolls up a large store does not turn for minutes. */
  private static ServiceReport report(
      HealthWatch health, BatchIntake intake, IngestCounters counters) {
    return new ServiceReport(
        ServiceNotifier.ofProcess(),
        () -> {
          List<String> trouble = health.latest().reasons();
          return counters.line() + (trouble.isEmpty() ? "" : "; " + String.join("; ", trouble));
        },
        List.of(new Duty("batch-writer", intake.progress(), WRITER_PATIENCE)));
  }

  private FlowStore openStore() throws IOException, InterruptedException {
    long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
    boolean told = false;
    while (true) {
      try {
        FlowStore store = FlowStore.openForWriting(config.data(), config.store());
        opened.add(store);
        return store;
      } catch (StoreLockedException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        if (!told) {
          LOG.warn("waiting up to a minute: {}", e.getMessage());
          told = true;
        }
        if (stop.await(LOCK_RETRY)) {
          return null;
        }
      }
    }
  }

  private Health health(FlowStore store, BatchIntake intake) {
    List<String> reasons = new ArrayList<>();
    listener
        .filter(own -> Instant.now().isAfter(Certificates.end(own.identity().certificate())))
        .ifPresent(
            own -> reasons.add("the listener's certificate has ended; sensors do not accept it"));
    intake.brokenBy().ifPresent(what -> reasons.add("the store is broken: " + what));
    try {
      if (!intake.hasRoom()) {
        reasons.add("the disk has less than store.min_free left; batches are refused");
      }
      try (Connection connection = store.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT count(*) FROM sensors");
      }
    } catch (IOException e) {
      reasons.add("the data folder cannot be used");
    } catch (SQLException e) {
      reasons.add("the store does not answer");
    }
    return new Health(reasons);
  }

  private boolean close() {
    StopSteps steps = new StopSteps();
    for (int i = opened.size() - 1; i >= 0; i--) {
      AutoCloseable one = opened.get(i);
      steps.then(one.getClass().getSimpleName(), left -> one.close());
    }
    boolean clean = steps.run(config.shutdownDeadline());
    LOG.info("stopped");
    return clean;
  }
}
