// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.ingest.Invited;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.ingest.Receipt;
import org.teiten.central.ingest.Refusal;
import org.teiten.central.ingest.SensorOrder;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.store.StoreBooks;
import org.teiten.central.web.ControlClient;

/** Another process of this host. */
record RunningCentre(ControlClient client) implements Centre {
  @Override
  public RankAnswer rank(RankQuestion question) throws IOException {
    return client.rank(question);
  }

  @Override
  public SeriesAnswer series(SeriesQuestion question) throws IOException {
    return client.series(question);
  }

  @Override
  public ReportContents report(ReportQuestion question) throws IOException {
    return client.report(question);
  }

  @Override
  public PhenomenaClaims phenomena(PhenomenaQuestion question) throws IOException {
    return client.phenomena(question);
  }

  @Override
  public Selection select(SelectionQuestion question) throws IOException {
    return client.select(question);
  }

  @Override
  public EffectAnswer effect(EffectQuestion question) throws IOException {
    return client.effect(question);
  }

  @Override
  public CompletableFuture<Receipt> restore(Path batch, boolean register)
      throws IOException, Refusal {
    return CompletableFuture.completedFuture(client.restore(batch, register));
  }

  @Override
  public List<ListedSensor> sensors() throws IOException {
    return client.sensors();
  }

  @Override
  public Invited invite(String sensor, String group, Duration validity) throws IOException {
    return client.invite(sensor, group, validity);
  }

  @Override
  public void obey(SensorOrder order) throws IOException {
    client.obey(order);
  }

  @Override
  public StoreBooks backup(Path target, DoubleConsumer progress) throws IOException {
    return BackupWait.forBackup(client.startBackup(target), client::backup, progress);
  }

  @Override
  public void close() {
    // Nothing of it is ours.
  }
}
