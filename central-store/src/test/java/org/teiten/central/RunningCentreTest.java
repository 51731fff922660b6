// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.batch.EpochKind;

class RunningCentreTest {
  private static final Pattern TAKES =
      Pattern.compile("takes batches at (http://\\S+), metrics at (http://\\S+)/metrics");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process centre;
  private String ingest;
  private String status;

  @AfterEach
  void killsWhatStillRuns() throws InterruptedException {
    if (centre != null) {
      centre.destroyForcibly().waitFor();
    }
  }

  private void start(Path config) throws IOException {
    Path log = Files.createTempFile(folder, "centre-", ".log");
    centre = Run.process(log, "run", "--config", config);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(centre.isAlive()).as(Files.readString(log)).isTrue();
              Matcher takes = TAKES.matcher(Files.readString(log));
              if (takes.find()) {
                ingest = takes.group(1);
                status = takes.group(2);
                return true;
              }
              return false;
            });
  }

  private int put(Batch batch) throws IOException {
    byte[] body = batch.bytes();
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(ingest + batch.id().path()))
                  .header("Content-Digest", Batch.contentDigest(body))
                  .timeout(PATIENCE)
                  .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private String get(String url) throws IOException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Batch live(long sequence) {
    Instant minute = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(60 * (sequence + 1));
    return Batch.of("sensor-01", 1, sequence)
        .minute(minute.toString())
        .tcp("203.0.113.5", 23, 1)
        .and();
  }

  private static long packets(Path config) throws IOException {
    String from = Instant.now().minusSeconds(3 * 86_400).toString().substring(0, 10);
    String to = Instant.now().toString().substring(0, 10);
    Run.Result answer =
        Run.command(
            "rank", "ports", "--config", config, "--from", from, "--to", to, "--format", "json");
    assertThat(answer.code()).as(answer.err()).isZero();
    return new JsonMapper().readTree(answer.out()).get("rows").path(0).path("packets").asLong();
  }

  @Test
  void answersBesideTheRunningProcessAndStopsInOrder() throws Exception {
    Path config = Run.config(folder);
    start(config);
    assertThat(put(live(0))).isEqualTo(201);
    assertThat(put(live(0))).isEqualTo(200);

    assertThat(packets(config)).isEqualTo(1);
    Path batches = folder.resolve("batches");
    Batch.of("registered", 3, 0)
        .kind(EpochKind.CAPTURE)
        .minute("2017-06-15T10:00:00Z")
        .tcp("203.0.113.5", 22, 5)
        .and()
        .writeTo(batches);
    Run.Result imported = Run.command("import", "--config", config, "--register", batches);
    assertThat(imported.out()).as(imported.err()).contains("1 stored");
    assertThat(Run.command("import", "--config", config, batches).out()).contains("1 known");
    Run.Result wrong =
        Run.command(
            "rank",
            "ports",
            "--config",
            config,
            "--from=2017-06-15",
            "--to=2017-06-15",
            "--group=nowhere");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no sensor is of group");

    assertThat(get(status + "/health")).contains("\"status\":\"ok\"");
    assertThat(get(status + "/metrics"))
        .contains("teiten_ingest_batches_total{status=\"201\"} 1.0")
        .contains("teiten_ingest_packets_total");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data/control.json"))))
        .isEqualTo("rw-------");
    assertThat(get(ingest + "/v1/status")).contains("not_here");

    centre.destroy();
    assertThat(centre.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(centre.exitValue()).isZero();
    assertThat(folder.resolve("data/control.json")).doesNotExist();
    assertThat(packets(config)).isEqualTo(1);
  }

  @Test
  void refusesWhoDoesNotHaveTheControlFilesToken() throws Exception {
    Path config = Run.config(folder);
    start(config);
    int port =
        new JsonMapper().readTree(folder.resolve("data/control.json").toFile()).get("port").asInt();

    assertThat(get("http://127.0.0.1:" + port + "/v1/status")).contains("read the token");
  }

  @Test
  void losesNothingAndCountsNothingTwiceWhenKilledInMidCommit() throws Exception {
    Path config = Run.config(folder);
    long acknowledged = 0;
    long sequence = 0;
    for (int round = 0; round < 3; round++) {
      start(config);
      long killAfter = sequence + 3 + 2L * round;
      Process victim = centre;
      Thread killer = null;
      while (true) {
        if (sequence == killAfter && killer == null) {
          killer = new Thread(victim::destroyForcibly);
          killer.start();
        }
        try {
          int answer = put(large(sequence));
          assertThat(answer).isIn(200, 201);
          acknowledged++;
          sequence++;
        } catch (IOException e) {
          break;
        }
      }
      killer.join();
      victim.waitFor();
      // As a sensor would, the one without an answer is sent again after the restart.
      assertThat(packets(config)).isIn(acknowledged * LARGE_ROWS, (acknowledged + 1) * LARGE_ROWS);
    }
    start(config);
    assertThat(put(large(sequence))).isIn(200, 201);
    acknowledged++;
    assertThat(packets(config)).isEqualTo(acknowledged * LARGE_ROWS);
  }

  private static final int LARGE_ROWS = 5_000;

  // Not midnight: late in the day that lies a day before the enrolment.
  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private Batch large(long sequence) {
    Instant minute = begun.minusSeconds(60 * (sequence + 1));
    Batch batch = Batch.of("sensor-01", 1, sequence);
    Batch.Minute rows = batch.minute(minute.toString());
    for (int i = 0; i < LARGE_ROWS; i++) {
      rows.tcp("203." + (i >> 8) + "." + (i & 255) + ".7", 23, 1);
    }
    return batch;
  }

  @Test
  void saysWhichPortIsInUse() throws Exception {
    Path config = Run.config(folder);
    start(config);
    int port = URI.create(ingest).getPort();
    Path other = Files.createDirectory(folder.resolve("other"));
    Path second =
        Files.writeString(
            other.resolve("c.yaml"),
            "data: data\nhttp: {listen: '127.0.0.1:0'}\ningest: {listen: '127.0.0.1:"
                + port
                + "'}\n");
    Path log = other.resolve("log");

    Process process = Run.process(log, "run", "--config", second);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(log))
        .contains("cannot listen on 127.0.0.1:" + port + " (ingest.listen)")
        .doesNotContain("\tat ");
  }

  @Test
  void waitsForALockedStoreAndNamesItsHolder() throws Exception {
    Path config = Run.config(folder);
    start(config);
    Files.delete(folder.resolve("data/control.json"));
    Path log = folder.resolve("second.log");
    Process second = Run.process(log, "run", "--config", config);
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> Files.exists(log) && Files.readString(log).contains("waiting"));
      assertThat(Files.readString(log)).contains("is in use by process " + centre.pid());

      centre.destroy();
      await().atMost(PATIENCE).until(() -> Files.readString(log).contains("takes batches at"));
    } finally {
      second.destroyForcibly().waitFor();
    }
  }
}
