// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.teiten.central.Batch;
import org.teiten.central.Shipped;
import org.teiten.central.analyse.NetworkNames;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.ServiceNames;
import org.teiten.central.ingest.CentreUnderTest;
import org.teiten.central.knowledge.KnowledgeFolder;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.batch.EpochKind;

/** A small network of sensors over two quarters, and reports of it. */
final class ReportUnderTest {
  static final int SENSORS = 9;
  static final long GENERATED = 1_500_000_000L;
  private static final LocalDate FIRST = LocalDate.of(2017, 3, 1);
  private static final int DAYS = 122;
  private static final int BATCH_DAYS = 14;

  /** Nothing changed. */
  static final Claims NOTHING = new Claims(List.of(), List.of(), List.of(), List.of());

  private ReportUnderTest() {}

  /** Half a year, an interval of a day each; 445/tcp from Japan begins on 23 May. */
  static void fill(CentreUnderTest centre) throws Exception {
    for (int sensor = 1; sensor <= SENSORS; sensor++) {
      Random random = new Random(sensor);
      Batch batch = null;
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = FIRST.plusDays(day);
        if (day % BATCH_DAYS == 0) {
          if (batch != null) {
            centre.restore(batch);
          }
          batch =
              Batch.of("sensor-0" + sensor, 100 + sensor, day / BATCH_DAYS)
                  .kind(EpochKind.SIMULATION)
                  .group(sensor <= 7 ? "domestic" : "overseas");
        }
        if (sensor == 3 && date.getMonthValue() == 4 && date.getDayOfMonth() < 8) {
          continue;
        }
        for (int hour = 0; hour < 24; hour++) {
          Batch.Minute interval =
              batch.interval(date + "T%02d:00:00Z".formatted(hour), 3_600).monitoring(1, 0);
          interval.echo("1.208.0." + random.nextInt(250), 1);
          if (hour % 6 != 0) {
            continue;
          }
          interval.row(
              "1.0.1." + random.nextInt(250),
              6,
              23,
              -1,
              -1,
              TrafficType.TCP_SYN,
              "mirai",
              40 + random.nextInt(20));
          interval.tcp("1.0.2." + random.nextInt(250), 23, 20);
          interval.tcp("8.8.8." + random.nextInt(250), 22, 15 + random.nextInt(8));
          interval.row(
              "8.8.4." + random.nextInt(250), 6, 80, -1, -1, TrafficType.TCP_SYN, "zmap-54321", 10);
          interval.tcp("66.240.192.138", 80, 3);
          if (!date.isBefore(LocalDate.of(2017, 5, 23))) {
            interval.tcp("1.0.16." + random.nextInt(250), 445, 30 + random.nextInt(10));
          } else {
            interval.tcp("1.0.16." + random.nextInt(250), 445, 2);
          }
        }
      }
      centre.restore(batch);
    }
  }

  static ReportAssembly assembly(ClaimSource claims) throws Exception {
    return assembly(claims, Shipped.config("origin/as-names.csv.gz"));
  }

  static ReportAssembly assembly(ClaimSource claims, Path networks) throws Exception {
    ServiceNames services = ServiceNames.read(Shipped.config("knowledge/services.csv.gz"));
    NetworkNames names = NetworkNames.of(networks);
    return new ReportAssembly(
        new Rankings(services, Clock.fixed(Instant.parse("2017-07-15T00:00:00Z"), ZoneOffset.UTC)),
        claims,
        (connection, period) -> Optional.empty(),
        KnowledgeFolder.read(Shipped.config("knowledge")),
        services,
        names,
        "JP",
        "teiten-central test");
  }

  static ReportContents contents(CentreUnderTest centre, Edition edition) throws Exception {
    return contents(centre, edition, (connection, period) -> worm());
  }

  static ReportContents contents(CentreUnderTest centre, Edition edition, ClaimSource claims)
      throws Exception {
    return contents(centre, "2017Q2", edition, claims);
  }

  static ReportContents contents(
      CentreUnderTest centre, String quarter, Edition edition, ClaimSource claims)
      throws Exception {
    try (Connection connection = centre.store.connect()) {
      return assembly(claims)
          .assemble(connection, new ReportQuestion(quarter, "UTC", edition, GENERATED));
    }
  }

  /** The rise of 445/tcp, as the detection would claim it. */
  static Claims worm() {
    return new Claims(
        List.of(
            new Claims.Claim(
                "scan-445-tcp-JP-2017-05-23",
                "rise",
                "scan",
                "445/tcp",
                "JP",
                List.of(2519L),
                LocalDate.of(2017, 5, 23),
                null,
                17,
                40_000.0,
                900.0,
                0.9,
                1e-9,
                List.of(
                    new Claims.Carrier("network", "2519", 0.97),
                    new Claims.Carrier("sensor", "sensor-01", 0.12)),
                3,
                6,
                "global",
                List.of(
                    new Claims.View("domestic", 2.0, 34.0, 17.0, true, 7, 7, 250L),
                    new Claims.View("overseas", 2.0, 34.0, 17.0, true, 2, 2, 250L)))),
        List.of(
            new Claims.Trend(
                "scan", "23/tcp", null, LocalDate.of(2017, 1, 1), LocalDate.of(2017, 6, 1), 0.7)),
        List.of(
            new Claims.SingleSource(
                "187.144.148.241",
                "VE",
                28186,
                List.of("63982/tcp", "54723/tcp"),
                LocalDate.of(2017, 4, 1),
                LocalDate.of(2017, 4, 3),
                12_345,
                0.987)),
        List.of(new Claims.Blind("sensor-05", LocalDate.of(2017, 6, 2), LocalDate.of(2017, 6, 3))));
  }
}
