// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.GeneratedPart;
import org.teiten.central.Run;
import org.teiten.central.store.FlowStore;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * kill -9 in ingest, import and report, twenty times each. Every batch has a port of its own, so
 * that in the end the store says of each whether it was counted, and how often. Its name keeps it
 * out of the ordinary tests: {@code ./test.sh --long centre-kills} asks for it, and it writes a
 * part of docs/59-centre-faults.md.
 */
class CentreKills {
  private static final int KILLS = Integer.getInteger("teiten.kills", 20);
  private static final int ROWS = 5_000;
  private static final int AHEAD = 4;
  private static final List<String> PRODUCTION = List.of("-XX:+UseParallelGC", "-Xmx512m");
  private static final String STORE = "store: {memory_limit: 256MiB, min_free: 0B}";

  @TempDir private Path folder;
  private final Random random = new Random(20170701);
  private final StringBuilder table = new StringBuilder();

  @Test
  void losesNothingAndCountsNothingTwice() throws Exception {
    ingest(Files.createDirectories(folder.resolve("ingest")));
    Path imported = Files.createDirectories(folder.resolve("import"));
    imports(imported);
    reports(imported);
    GeneratedPart.write(
        "59-centre-faults.md",
        "kills",
        GeneratedPart.machine()
            + "\n\n| killed in | kills | acknowledged | stored | lost | twice | of it |\n"
            + "|---|---:|---:|---:|---:|---:|---|\n"
            + table);
  }

  private static Batch batch(String sensor, long sequence, Instant start) {
    Batch batch = Batch.of(sensor, 1, sequence);
    Batch.Minute minute = batch.minute(start.toString());
    for (int i = 0; i < ROWS; i++) {
      minute.tcp("198.18." + (i >> 8) + "." + (i & 255), (int) sequence, 1);
    }
    return batch;
  }

  /** Ends a process at a random moment of so many milliseconds; whether it was still there. */
  private boolean kill(Process process, int from, int to) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(from + random.nextInt(to - from));
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive;
  }

  private void ingest(Path data) throws Exception {
    Instant first = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(20, ChronoUnit.HOURS);
    Set<Long> acknowledged = new HashSet<>();
    Deque<Batch> waiting = new ArrayDeque<>();
    long next = 1;
    try (ProcessCentre centre = new ProcessCentre(data, PRODUCTION, "", STORE)) {
      centre.start();
      ProcessCentre.EnrolledSensor sensor = centre.enrol("tokyo-1");
      for (int kill = 0; kill <= KILLS; kill++) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(3_500));
        Thread killer =
            kill == KILLS ? new Thread(() -> {}) : new Thread(() -> killAt(centre, end));
        killer.start();
        boolean up = true;
        while (up && (kill < KILLS || !waiting.isEmpty())) {
          while (waiting.size() < AHEAD && kill < KILLS) {
            waiting.add(batch("tokyo-1", next, first.plusSeconds(60 * (next - 1) % 72_000)));
            next++;
          }
          up = deliver(sensor, waiting, acknowledged);
        }
        killer.join();
        if (kill < KILLS) {
          centre.start();
          sensor = sensor.again();
        }
      }
      assertThat(waiting).isEmpty();
      assertThat(centre.stop()).isZero();
    }
    requireOnce(data.resolve("data"), acknowledged.size());
    row("ingest", KILLS, acknowledged.size(), "batches of 5,000 rows, over TLS");
  }

  private static void killAt(ProcessCentre centre, long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
      centre.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what waits, as a sensor with four under way; false once the centre is gone. */
  private static boolean deliver(
      ProcessCentre.EnrolledSensor sensor, Deque<Batch> waiting, Set<Long> acknowledged)
      throws InterruptedException {
    List<Batch> sent = List.copyOf(waiting);
    List<Batch> taken = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Batch batch : sent) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  HttpResponse<String> answer = sensor.put(batch);
                  if (answer.statusCode() == 201 || answer.statusCode() == 200) {
                    synchronized (taken) {
                      taken.add(batch);
                    }
                  }
                } catch (IOException e) {
                  // killed; it is sent again
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    taken.forEach(batch -> acknowledged.add(batch.id().sequence()));
    waiting.removeAll(taken);
    return taken.size() == sent.size();
  }

  private void imports(Path data) throws Exception {
    Path config =
        Files.writeString(data.resolve("central-store.yaml"), "data: data\n" + STORE + "\n");
    Path batches = data.resolve("batches");
    Instant first = Instant.parse("2017-04-01T00:00:00Z");
    long sequence = 0;
    int killed = 0;
    List<Path> folders = new ArrayList<>();
    while (killed < KILLS) {
      Path own = batches.resolve("part-" + folders.size());
      for (int i = 0; i < 80; i++) {
        sequence++;
        batch("paris-1", sequence, first.plusSeconds(3_600 * (sequence % 2_000)))
            .kind(EpochKind.CAPTURE)
            .writeTo(own);
      }
      folders.add(own);
      if (kill(importing(config, own), 700, 4_000)) {
        killed++;
      }
    }
    assertThat(importing(config, batches).waitFor()).isZero();
    requireOnce(data.resolve("data"), sequence);
    row("import", killed, sequence, "batches of 5,000 rows in " + folders.size() + " folders");
  }

  private Process importing(Path config, Path batches) throws IOException {
    return Run.process(
        folder.resolve("import.log"),
        PRODUCTION,
        "import",
        "--config",
        config,
        "--register",
        batches);
  }

  private void reports(Path data) throws Exception {
    Path config = data.resolve("central-store.yaml");
    long rows = number(data.resolve("data"), "SELECT count(*) FROM flows");
    Path out = data.resolve("report");
    int killed = 0;
    while (killed < KILLS) {
      Process report =
          Run.process(
              folder.resolve("report.log"),
              PRODUCTION,
              "report",
              "--config",
              config,
              "--quarter",
              "2017Q2",
              "--out",
              out);
      if (kill(report, 500, 6_000)) {
        killed++;
      }
      requireWhole(out);
      assertThat(number(data.resolve("data"), "SELECT count(*) FROM flows")).isEqualTo(rows);
    }
    Process last =
        Run.process(
            folder.resolve("report.log"),
            PRODUCTION,
            "report",
            "--config",
            config,
            "--quarter",
            "2017Q2",
            "--out",
            out);
    assertThat(last.waitFor()).as(Files.readString(folder.resolve("report.log"))).isZero();
    requireWhole(out);
    requireOnce(data.resolve("data"), rows / ROWS);
    row("report", killed, rows / ROWS, "no file under its name that is not whole");
  }

  private static void requireWhole(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return;
    }
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String end =
            new String(
                    bytes,
                    Math.max(0, bytes.length - 32),
                    Math.min(32, bytes.length),
                    StandardCharsets.ISO_8859_1)
                .strip();
        String name = file.getFileName().toString();
        if (name.endsWith(".pdf")) {
          assertThat(end).as(name).endsWith("%%EOF");
        } else if (name.endsWith(".html")) {
          assertThat(end).as(name).endsWith("</html>");
        } else if (name.endsWith(".json")) {
          assertThat(Answers.JSON.readTree(bytes).has("header")).as(name).isTrue();
        }
      }
    }
  }

  /** Each batch's port has each of its rows once. */
  private static void requireOnce(Path data, long batches) throws Exception {
    assertThat(number(data, "SELECT count(DISTINCT port) FROM flows")).isEqualTo(batches);
    assertThat(number(data, "SELECT count(*) FROM flows")).isEqualTo(batches * ROWS);
    assertThat(
            number(
                data,
                "SELECT count(*) FROM (SELECT port FROM flows GROUP BY port"
                    + " HAVING count(*) <> "
                    + ROWS
                    + " OR count(DISTINCT source_ipv4) <> "
                    + ROWS
                    + ")"))
        .isZero();
    assertThat(
            number(data, "SELECT (SELECT sum(rows) FROM batches) - (SELECT count(*) FROM flows)"))
        .as("ledger and rows")
        .isZero();
    assertThat(
            number(
                data,
                "SELECT (SELECT coalesce(sum(packets), 0) FROM hours_by_port)"
                    + " - (SELECT coalesce(sum(packets), 0) FROM flows WHERE NOT overlap AND batch <="
                    + " (SELECT batch FROM rolled_up))"))
        .as("rollups and rows")
        .isZero();
  }

  private static long number(Path data, String sql) throws IOException, SQLException {
    try (FlowStore store = FlowStore.openForReading(data, CentreUnderTest.STORE);
        Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void row(String what, int kills, long batches, String more) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %,d | %,d | 0 | 0 | %s |%n",
            what,
            kills,
            batches,
            batches,
            more));
  }
}
