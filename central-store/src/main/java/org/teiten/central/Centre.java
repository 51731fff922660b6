// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.teiten.central.analyse.NetworkNames;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.analyse.ServiceNames;
import org.teiten.central.backup.Backup;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.ingest.BatchIntake;
import org.teiten.central.ingest.Enrolment;
import org.teiten.central.ingest.IngestCounters;
import org.teiten.central.ingest.Invited;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.ingest.Receipt;
import org.teiten.central.ingest.Refusal;
import org.teiten.central.ingest.SensorOrder;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.knowledge.KnowledgeFolder;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.ContactFolder;
import org.teiten.central.notify.deliver.Delivery;
import org.teiten.central.notify.deliver.FolderDelivery;
import org.teiten.central.notify.deliver.RoutedDelivery;
import org.teiten.central.notify.deliver.SmtpDelivery;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectMeasurement;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.journal.NoticeJournal;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.notify.select.SourceSelector;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.ReportAssembly;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreBooks;
import org.teiten.central.web.ControlClient;
import org.teiten.support.config.ConfigDump;
import org.teiten.support.config.InvalidConfigException;

/** What commands ask: the running centre, or the store opened by the command itself. */
interface Centre extends AutoCloseable {
  /**
   * Answers a ranking.
   *
   * @throws IllegalArgumentException if the question is wrong for this store
   */
  RankAnswer rank(RankQuestion question) throws IOException;

  /**
   * Answers a series.
   *
   * @throws IllegalArgumentException if the question is wrong for this store
   */
  SeriesAnswer series(SeriesQuestion question) throws IOException;

  /**
   * Asks for what stands in a report.
   *
   * @throws InvalidConfigException if a file of knowledge is wrong
   */
  ReportContents report(ReportQuestion question) throws IOException, InvalidConfigException;

  /**
   * Answers a question for phenomena, without knowledge.
   *
   * @throws IllegalArgumentException if the question is wrong for this store
   */
  PhenomenaClaims phenomena(PhenomenaQuestion question) throws IOException;

  /**
   * Selects sources that somebody is to be told about.
   *
   * @throws IllegalArgumentException if the question is wrong for this store
   * @throws InvalidConfigException if a file of contacts or knowledge is wrong
   */
  Selection select(SelectionQuestion question) throws IOException, InvalidConfigException;

  /**
   * Says whether notices did anything.
   *
   * @throws IllegalArgumentException if the question is wrong
   * @throws InvalidConfigException if a file of contacts or knowledge is wrong
   */
  EffectAnswer effect(EffectQuestion question) throws IOException, InvalidConfigException;

  /**
   * Takes a batch out of an archive; many may be on their way at a time.
   *
   * @return its receipt once it is durable, or a {@link Refusal}
   */
  CompletableFuture<Receipt> restore(Path batch, boolean register) throws IOException, Refusal;

  /** All sensors, and who is invited. */
  List<ListedSensor> sensors() throws IOException;

  /**
   * Makes a one-time token for a sensor.
   *
   * @param group null for the sensor's own, or the default
   * @throws IllegalArgumentException that says what is wrong with it
   */
  Invited invite(String sensor, String group, Duration validity) throws IOException, Refusal;

  /**
   * Does something about a sensor.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  void obey(SensorOrder order) throws IOException, Refusal;

  /**
   * Copies everything into a new folder.
   *
   * @param progress takes the share that is done
   * @return what the store in it holds
   * @throws IllegalArgumentException that says what is wrong with the folder
   */
  StoreBooks backup(Path target, DoubleConsumer progress) throws IOException;

  @Override
  void close() throws IOException;

  /** The running centre of the data folder if one answers, else its store. */
  static Centre open(CentralConfig config, boolean writing) throws IOException {
    Optional<ControlClient> running = ControlClient.find(config.data());
    if (running.isPresent()) {
      return new RunningCentre(running.get());
    }
    return writing ? OpenedCentre.forWriting(config) : OpenedCentre.forReading(config);
  }

  /** The intake of an opened store. */
  static BatchIntake intake(
      CentralConfig config, FlowStore store, OriginDatabases origins, IngestCounters counters)
      throws IOException {
    return new BatchIntake(
        config.data(),
        config.store().minFree().bytes(),
        config.ingest().maxBody().bytes(),
        store,
        origins,
        config.sensors().stream()
            .map(sensor -> new Enrolment(sensor.id().value(), sensor.group().value()))
            .toList(),
        counters,
        Clock.systemUTC());
  }

  /**
   * What is known of ports, if the configuration has any.
   *
   * @throws InvalidConfigException with every problem of its files
   */
  static Knowledge knowledge(CentralConfig config) throws IOException, InvalidConfigException {
    return config.knowledge().facts().isPresent()
        ? KnowledgeFolder.read(config.knowledge().facts().get())
        : Knowledge.NONE;
  }

  /**
   * Who is told about which sources, if the configuration says.
   *
   * @throws InvalidConfigException with every problem of its files
   */
  static ContactBook contacts(CentralConfig config) throws IOException, InvalidConfigException {
    return config.notices().contacts().isPresent()
        ? ContactFolder.read(config.notices().contacts().get())
        : ContactBook.NOBODY;
  }

  /** Folder of notices and their journal. */
  static Path notices(CentralConfig config) {
    return config.data().resolve("notices");
  }

  /** What makes backups of an opened store. */
  static Backup backups(CentralConfig config, FlowStore store) throws IOException {
    Map<String, Path> settings = new HashMap<>();
    config.notices().contacts().ifPresent(folder -> settings.put("contacts", folder));
    return new Backup(
        store,
        config.data(),
        settings,
        ConfigDump.yaml(config),
        // A pass of the running centre takes 20 s at most, a command not as long.
        () ->
            NoticeJournal.openWhenFree(notices(config), Clock.systemUTC(), Duration.ofMinutes(1))
                ::close,
        new CentralVersion().getVersion()[0],
        Clock.systemUTC());
  }

  /**
   * The ways out of notices.
   *
   * @throws IOException if a key or certificate of one cannot be read
   */
  static Delivery delivery(NoticeConfig notices) throws IOException {
    if (notices.smtp().isPresent() && notices.sender().isPresent()) {
      return new RoutedDelivery(
          Optional.of(
              new SmtpDelivery(notices.smtp().get(), notices.sender().get(), Clock.systemUTC())));
    }
    return new RoutedDelivery(notices.folder().map(FolderDelivery::new));
  }

  /** What selects sources. */
  static SourceSelector selector(CentralConfig config, Rankings rankings)
      throws IOException, InvalidConfigException {
    return new SourceSelector(rankings, contacts(config), knowledge(config).scanners());
  }

  /** What measures the effect of notices. */
  static EffectMeasurement effects(CentralConfig config)
      throws IOException, InvalidConfigException {
    return new EffectMeasurement(notices(config), contacts(config), knowledge(config).scanners());
  }

  /** What answers rankings and series. */
  static Rankings rankings(CentralConfig config) throws IOException {
    return new Rankings(services(config), networks(config), Clock.systemUTC());
  }

  /** Names of AS, if the configuration has any. */
  static NetworkNames networks(CentralConfig config) {
    return config.knowledge().networks().map(NetworkNames::of).orElse(NetworkNames.NONE);
  }

  /** What reports are put together from. */
  static ReportAssembly reports(CentralConfig config, Rankings rankings)
      throws IOException, InvalidConfigException {
    EffectMeasurement effects = effects(config);
    return new ReportAssembly(
        rankings,
        DetectedClaims::of,
        (connection, period) -> MeasuredEffect.of(effects, connection, period),
        knowledge(config),
        services(config),
        networks(config),
        config.report().homeCountry(),
        new CentralVersion().getVersion()[0]);
  }

  /** Names of ports, if the configuration has any. */
  static ServiceNames services(CentralConfig config) throws IOException {
    return config.knowledge().services().isPresent()
        ? ServiceNames.read(config.knowledge().services().get())
        : ServiceNames.NONE;
  }
}
