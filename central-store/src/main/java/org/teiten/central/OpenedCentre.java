// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.backup.RunningBackup;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.ingest.BatchIntake;
import org.teiten.central.ingest.IngestCounters;
import org.teiten.central.ingest.Invited;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.ingest.Receipt;
import org.teiten.central.ingest.Refusal;
import org.teiten.central.ingest.SensorAdmission;
import org.teiten.central.ingest.SensorOrder;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreBooks;
import org.teiten.support.config.InvalidConfigException;

/** The store, opened by this process; without an intake for questions only. */
record OpenedCentre(CentralConfig config, FlowStore store, BatchIntake intake, Rankings rankings)
    implements Centre {

  static OpenedCentre forReading(CentralConfig config) throws IOException {
    Rankings rankings = Centre.rankings(config);
    return new OpenedCentre(
        config, FlowStore.openForReading(config.data(), config.store()), null, rankings);
  }

  static OpenedCentre forWriting(CentralConfig config) throws IOException {
    Rankings rankings = Centre.rankings(config);
    FlowStore store = FlowStore.openForWriting(config.data(), config.store());
    try {
      OriginDatabases origins = new OriginDatabases(config.origin().databases());
      return new OpenedCentre(
          config, store, Centre.intake(config, store, origins, new IngestCounters()), rankings);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public RankAnswer rank(RankQuestion question) throws IOException {
    try (Connection connection = store.connect()) {
      return rankings.answer(connection, question);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public SeriesAnswer series(SeriesQuestion question) throws IOException {
    try (Connection connection = store.connect()) {
      return rankings.series(connection, question);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public ReportContents report(ReportQuestion question) throws IOException, InvalidConfigException {
    try (Connection connection = store.connect()) {
      return Centre.reports(config, rankings).assemble(connection, question);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public PhenomenaClaims phenomena(PhenomenaQuestion question) throws IOException {
    try (Connection connection = store.connect()) {
      return new ObservedPhenomena(rankings).answer(connection, question);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public Selection select(SelectionQuestion question) throws IOException, InvalidConfigException {
    try (Connection connection = store.connect()) {
      return Centre.selector(config, rankings).select(connection, question);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public EffectAnswer effect(EffectQuestion question) throws IOException, InvalidConfigException {
    try (Connection connection = store.connect()) {
      return Centre.effects(config).measure(connection, question);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public CompletableFuture<Receipt> restore(Path batch, boolean register)
      throws IOException, Refusal {
    try (InputStream in = Files.newInputStream(batch)) {
      return intake.restoreLater(in, register);
    }
  }

  private SensorAdmission admission() {
    return new SensorAdmission(
        config.ingest(), config.data(), intake, Optional.empty(), Clock.systemUTC());
  }

  @Override
  public List<ListedSensor> sensors() throws IOException {
    try (Connection connection = store.connect()) {
      return admission().list(connection);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
  }

  @Override
  public Invited invite(String sensor, String group, Duration validity)
      throws IOException, Refusal {
    return admission().invite(sensor, group, validity);
  }

  @Override
  public void obey(SensorOrder order) throws IOException, Refusal {
    admission().obey(order);
  }

  @Override
  public StoreBooks backup(Path target, DoubleConsumer progress) throws IOException {
    try (RunningBackup backup = new RunningBackup(Centre.backups(config, store))) {
      return BackupWait.forBackup(backup.start(target), backup::progress, progress);
    }
  }

  @Override
  public void close() {
    if (intake != null) {
      intake.close();
    }
    store.close();
  }
}
