// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.teiten.central.enrich.OriginDatabaseConfig;
import org.teiten.central.ingest.IngestConfig;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.store.RetentionConfig;
import org.teiten.central.store.StoreConfig;
import org.teiten.central.web.api.QueryConfig;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.config.Default;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.config.SettingChecks;

/**
 * {@code central-store.yaml}.
 *
 * @param data folder of the store
 * @param sensors whose batches are taken
 * @param ingest how
 * @param query how questions are taken from the network; without it they are not
 * @param http metrics and health
 * @param store how the store uses its host
 * @param retention how long what was observed is kept
 * @param origin databases of countries and AS
 * @param knowledge facts about ports
 * @param report how answers are given
 * @param notices how others are told about sources
 * @param shutdownDeadline how long stopping may take
 */
public record CentralConfig(
    @Default("/var/lib/teiten-central") Path data,
    @Default("[]") List<Sensor> sensors,
    IngestConfig ingest,
    Optional<QueryConfig> query,
    Http http,
    StoreConfig store,
    RetentionConfig retention,
    Origins origin,
    Knowledge knowledge,
    Report report,
    NoticeConfig notices,
    @Default("30s") Duration shutdownDeadline) {

  /**
   * A sensor and the group it is counted in.
   *
   * @param id its name
   * @param group such as domestic
   */
  public record Sensor(SensorId id, SensorId group) {}

  /**
   * Metrics and health.
   *
   * @param listen where
   */
  public record Http(@Default("127.0.0.1:8471") ListenAddress listen) {}

  /**
   * Where countries and AS are from.
   *
   * @param databases dated
   */
  public record Origins(@Default("[]") List<OriginDatabaseConfig> databases) {}

  /**
   * Facts about ports.
   *
   * @param services IANA's names; without them ports have none
   * @param facts folder of vulnerabilities, malware and scanners; without it nothing is known of
   *     them
   * @param networks names of AS; without them they are numbers
   */
  public record Knowledge(Optional<Path> services, Optional<Path> facts, Optional<Path> networks) {}

  /**
   * How answers are given.
   *
   * @param zone whose days, weeks and quarters
   * @param homeCountry whose packets a report tells apart, ISO 3166 alpha-2
   * @param fontFolders where a report's PDF finds its fonts
   */
  public record Report(
      @Default("UTC") ZoneId zone,
      @Default("JP") String homeCountry,
      @Default("[/usr/share/fonts, /usr/local/share/fonts]") List<Path> fontFolders) {
    /** Checks the country. */
    public Report {
      new SettingChecks()
          .require(
              Set.of(Locale.getISOCountries()).contains(homeCountry),
              "home_country",
              "\"" + homeCountry + "\" is no country; write two capitals such as JP")
          .orThrow();
    }
  }

  public CentralConfig {
    SettingChecks checks = new SettingChecks();
    Set<String> ids = new HashSet<>();
    for (Sensor sensor : sensors) {
      checks.require(
          ids.add(sensor.id().value()),
          "sensors",
          "sensor " + sensor.id() + " is listed twice; remove one");
    }
    checks
        .require(
            !shutdownDeadline.isZero() && shutdownDeadline.toMinutes() <= 60,
            "shutdown_deadline",
            "must be 1ms to 1h")
        .orThrow();
  }

  CentralConfig withData(Path other) {
    return new CentralConfig(
        other,
        sensors,
        ingest,
        query,
        http,
        store,
        retention,
        origin,
        knowledge,
        report,
        notices,
        shutdownDeadline);
  }
}
