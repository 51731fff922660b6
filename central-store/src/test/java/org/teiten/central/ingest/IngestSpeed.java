// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.GeneratedPart;
import org.teiten.central.enrich.AddressFamily;
import org.teiten.central.enrich.AsOf;
import org.teiten.central.enrich.OriginDatabaseConfig;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.enrich.OriginKind;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Rollups;
import org.teiten.central.store.StoreConfig;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;
import org.teiten.support.config.ByteSize;

/**
 * Batches into the store, end to end, beside the bare Appender with rows that are in memory already
 * and the same transactions. Its name keeps it out of the ordinary tests: {@code ./test.sh --long
 * ingest} asks for it, and it writes a part of docs/97-store.md.
 */
class IngestSpeed {
  private static final int SENSORS = 24;
  private static final int COPIES = Integer.getInteger("teiten.speed.copies", 8);
  private static final Path BATCHES = Path.of(System.getProperty("teiten.load.batches", "none"));
  private static final int ROUNDS = 3;
  private static final int WINDOW = 128;
  private static final long GROUP_ROWS = 200_000;
  private static final StoreConfig STORE =
      new StoreConfig(ByteSize.parse("1GiB"), 2, ByteSize.parse("0B"));

  @TempDir private Path folder;

  @Test
  void takesBatchesNearlyAsFastAsRowsCanBeAppended() throws Exception {
    List<Path> batches = batches();
    long rows = 0;
    for (Path batch : batches) {
      try (FlowBatchReader reader = FlowBatchReader.open(batch, BatchLimits.DEFAULT)) {
        rows += reader.header().rows();
      }
    }
    double[] bare = new double[ROUNDS];
    double[] durable = new double[ROUNDS];
    double[] rolled = new double[ROUNDS];
    // By turns, for the machine is not as fast all the time.
    for (int i = 0; i < ROUNDS; i++) {
      bare[i] = bare(batches);
      double[] ours = ours(batches, rows);
      durable[i] = ours[0];
      rolled[i] = ours[1];
    }
    double middle = median(bare);
    GeneratedPart.write(
        "97-store.md",
        "ingest",
        GeneratedPart.machine()
            + String.format(
                Locale.ROOT,
                "%n%nMedian of %d rounds, by turns (least to most).%n%n"
                    + "| %,d rows in %d batches | s | rows/s | of the Appender |%n|---|---:|---:|---:|%n",
                ROUNDS,
                rows,
                batches.size())
            + row("bare Appender, rows in memory, the same transactions", bare, rows, middle)
            + row("batches to durable, answerable rows", durable, rows, middle)
            + row("… and all of them in the rollups", rolled, rows, middle));
  }

  private static String row(String what, double[] seconds, long rows, double bare) {
    double middle = median(seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f (%.1f to %.1f) | %,.0f | %.2f |%n",
        what,
        middle,
        seconds[0],
        seconds[seconds.length - 1],
        rows / middle,
        bare / middle);
  }

  private static double median(double[] seconds) {
    Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }

  private List<Path> batches() throws Exception {
    DealtCapture capture = new DealtCapture(BATCHES, SENSORS);
    Instant from = Instant.parse("2026-04-01T00:00:00Z");
    List<Path> batches = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      Instant begin = from.plus(Duration.ofSeconds(copy * (capture.seconds() + 3_600)));
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        batches.add(
            capture
                .archive(sensor, "sensor-" + sensor, begin, copy)
                .writeTo(folder.resolve("batches-" + sensor)));
      }
    }
    return batches;
  }

  private double bare(List<Path> batches) throws Exception {
    Path data = folder.resolve("bare");
    long nanos = 0;
    try (FlowStore store = FlowStore.openForWriting(data, STORE);
        DuckDBConnection connection = store.connect().unwrap(DuckDBConnection.class);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      List<FlowTuple> group = new ArrayList<>();
      List<String> signatures = List.of();
      for (Path batch : batches) {
        try (FlowBatchReader reader = FlowBatchReader.open(batch, BatchLimits.DEFAULT)) {
          signatures = reader.header().signatures();
          for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
            group.add(row);
          }
        }
        if (group.size() >= GROUP_ROWS) {
          nanos += append(connection, statement, group, signatures);
          group.clear();
        }
      }
      nanos += append(connection, statement, group, signatures);
    }
    delete(data);
    return nanos / 1e9;
  }

  private static long append(
      DuckDBConnection connection,
      Statement statement,
      List<FlowTuple> rows,
      List<String> signatures)
      throws SQLException {
    long begin = System.nanoTime();
    statement.execute("SELECT 1");
    try (DuckDBAppender appender = connection.createAppender("flows")) {
      for (FlowTuple row : rows) {
        append(appender, row, signatures);
      }
    }
    connection.commit();
    return System.nanoTime() - begin;
  }

  private static void append(DuckDBAppender appender, FlowTuple row, List<String> signatures)
      throws SQLException {
    appender
        .beginRow()
        .append(1L)
        .append(1)
        .appendEpochMicros(row.intervalStart() * 1_000_000)
        .append(row.part())
        .append(false)
        .append((byte) row.ipVersion());
    address(appender, row.ipVersion(), row.sourceHigh(), row.sourceLow());
    appender.append((byte) row.protocol());
    number(appender, row.port());
    octet(appender, row.icmpType());
    octet(appender, row.icmpCode());
    appender
        .append(row.trafficClass().label())
        .append(row.trafficType().label())
        .append(row.fingerprint().label())
        .append(row.packets())
        .append(row.bytes())
        .append(row.destinations())
        .append(row.destinationsEstimated())
        .append(row.folded())
        .append(row.sources())
        .appendNull()
        .appendEpochMicros(row.firstMicros())
        .appendEpochMicros(row.lastMicros());
    number(appender, row.otherPort());
    appender.append((byte) row.ttl());
    if (row.stackSignature() == 0) {
      appender.appendNull();
    } else {
      appender.append(signatures.get(row.stackSignature() - 1));
    }
    appender.append(row.tcpFlags()).append(row.qualityMarks());
    address(appender, row.quotedVersion(), row.quotedHigh(), row.quotedLow());
    octet(appender, row.quotedProtocol());
    number(appender, row.quotedPort());
    appender.append("US").append(64_500).endRow();
  }

  private static void address(DuckDBAppender appender, int version, long high, long low)
      throws SQLException {
    if (version == 4) {
      appender.append((int) low).appendNull();
    } else if (version == 6) {
      appender.appendNull().appendHugeInt(low, high);
    } else {
      appender.appendNull().appendNull();
    }
  }

  private static void number(DuckDBAppender appender, int value) throws SQLException {
    if (value < 0) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }

  private static void octet(DuckDBAppender appender, int value) throws SQLException {
    if (value < 0) {
      appender.appendNull();
    } else {
      appender.append((byte) value);
    }
  }

  /** Seconds until all is durable, and until all is in the rollups too. */
  private double[] ours(List<Path> batches, long rows) throws Exception {
    Path data = folder.resolve("ours");
    double durable;
    double rolled;
    try (FlowStore store = FlowStore.openForWriting(data, STORE)) {
      long begin = System.nanoTime();
      try (BatchIntake intake =
          new BatchIntake(
              data,
              0,
              256L << 20,
              store,
              origins(),
              List.of(),
              new IngestCounters(),
              Clock.systemUTC())) {
        Deque<CompletableFuture<Receipt>> window = new ArrayDeque<>();
        for (Path batch : batches) {
          try (InputStream in = Files.newInputStream(batch)) {
            window.add(intake.restoreLater(in, true));
          }
          if (window.size() >= WINDOW) {
            assertThat(window.remove().get().stored()).isTrue();
          }
        }
        while (!window.isEmpty()) {
          assertThat(window.remove().get().stored()).isTrue();
        }
        durable = (System.nanoTime() - begin) / 1e9;
      }
      try (Rollups rollups = new Rollups(store)) {
        rollups.catchUp();
      }
      rolled = (System.nanoTime() - begin) / 1e9;
      try (Connection connection = store.connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT count(*) FROM flows")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(rows);
      }
    }
    delete(data);
    return new double[] {durable, rolled};
  }

  private static OriginDatabases origins() throws Exception {
    Path config = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(config.resolve("config/origin"))) {
      config = config.getParent();
    }
    AsOf date = AsOf.parse("2026-06-17");
    Path origin = config.resolve("config/origin");
    OriginDatabases origins =
        new OriginDatabases(
            List.of(
                new OriginDatabaseConfig(
                    "c",
                    OriginKind.COUNTRY,
                    date,
                    AddressFamily.IPV4,
                    origin.resolve("country-ipv4.csv.gz")),
                new OriginDatabaseConfig(
                    "a",
                    OriginKind.ASN,
                    date,
                    AddressFamily.IPV4,
                    origin.resolve("asn-ipv4.csv.gz"))));
    origins.load();
    return origins;
  }

  private static void delete(Path data) throws Exception {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
