// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.flowtuple.batch.EpochKind;

class BatchIntakeTest {
  private static final String TEN = "2026-07-02T10:00:00Z";
  private static final String HALF_PAST = "2026-07-02T10:00:30Z";
  private static final String ELEVEN = "2026-07-02T10:01:00Z";

  @TempDir private Path data;

  private static Batch capture(int epoch, String from, String to) {
    return Batch.of("sensor-01", epoch, 0)
        .kind(EpochKind.CAPTURE)
        .minute(TEN)
        .observed(from, to)
        .tcp("203.0.113.5", 23, 1)
        .and();
  }

  @Test
  void registersAnUnknownSensorWithTheGroupOfItsBatch() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      centre.restore(capture(1, TEN, ELEVEN).group("overseas"));

      assertThat(centre.number("SELECT count(*) FROM sensors WHERE sensor_group = 'overseas'"))
          .isEqualTo(1);
    }
  }

  @Test
  void refusesAnUnknownSensorUnlessItMayRegister() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      byte[] batch = capture(1, TEN, ELEVEN).bytes();

      assertThatThrownBy(
              () -> centre.intake.restore(new java.io.ByteArrayInputStream(batch), false))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("--register");
      assertThat(centre.number("SELECT count(*) FROM flows")).isZero();
    }
  }

  @Test
  void leavesOutAnIntervalWhoseTimeAnotherBatchCovered() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      assertThat(centre.restore(capture(1, TEN, ELEVEN)).overlapping()).isZero();
      assertThat(centre.restore(capture(2, HALF_PAST, ELEVEN)).overlapping()).isEqualTo(1);

      assertThat(centre.number("SELECT sum(packets) FROM flows WHERE NOT overlap")).isEqualTo(1);
      assertThat(centre.number("SELECT sum(packets) FROM flows WHERE overlap")).isEqualTo(1);
    }
  }

  @Test
  void countsBothHalvesOfAMinuteThatShareAnEndPoint() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      centre.restore(capture(1, TEN, HALF_PAST));

      assertThat(centre.restore(capture(2, HALF_PAST, ELEVEN)).overlapping()).isZero();
    }
  }

  @Test
  void knowsWhatIsCoveredAfterARestart() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      centre.restore(capture(1, TEN, HALF_PAST));
    }
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      assertThat(centre.restore(capture(1, TEN, HALF_PAST)).stored()).isFalse();
      assertThat(centre.restore(capture(2, TEN, ELEVEN)).overlapping()).isEqualTo(1);
      assertThat(centre.restore(capture(3, HALF_PAST, ELEVEN)).overlapping()).isZero();
    }
  }

  @Test
  void forgetsDigestsAfterNinetyDaysButNotSequences() throws Exception {
    Batch live = Batch.of("sensor-01", 1, 7).minute(TEN).tcp("203.0.113.5", 23, 1).and();
    Batch captured = capture(2, HALF_PAST, ELEVEN);
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      centre.restore(live);
      centre.restore(captured);
    }
    Instant later = CentreUnderTest.NOW.plusSeconds(91L * 86_400);
    try (CentreUnderTest centre =
        new CentreUnderTest(data, later, CentreUnderTest.config("10s", "1KiB"), 0)) {
      org.awaitility.Awaitility.await()
          .until(() -> centre.number("SELECT count(*) FROM batches") == 0);

      assertThatThrownBy(() -> centre.restore(live))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(409))
          .hasMessageContaining("more than 90 days ago");
      assertThat(centre.restore(captured).status()).isEqualTo(200);
      assertThat(centre.number("SELECT sum(packets) FROM flows")).isEqualTo(2);
    }
  }

  @Test
  void refusesAnEpochThatChangesItsKind() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      centre.restore(capture(1, TEN, HALF_PAST));
      Batch other =
          Batch.of("sensor-01", 1, 1)
              .kind(EpochKind.SIMULATION)
              .minute(ELEVEN)
              .tcp("203.0.113.5", 23, 1)
              .and();

      assertThatThrownBy(() -> centre.restore(other))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(422));
    }
  }

  @Test
  void commitsSeveralBatchesTogetherAndARefusedOneDoesNotFailItsNeighbours() throws Exception {
    try (CentreUnderTest centre =
        new CentreUnderTest(
            data,
            CentreUnderTest.NOW,
            new IngestConfig(
                org.teiten.support.config.ListenAddress.parse("127.0.0.1:0"),
                java.util.Optional.empty(),
                false,
                org.teiten.support.config.ByteSize.parse("1MiB"),
                16,
                java.time.Duration.ofSeconds(10),
                org.teiten.support.config.ByteSize.parse("0B")),
            0,
            new Enrolment("sensor-01", "jp"))) {
      Batch known = Batch.of("sensor-01", 9, 0).minute(TEN).tcp("203.0.113.5", 1, 1).and();
      centre.put(known);
      Batch conflicting = Batch.of("sensor-01", 9, 0).minute(TEN).tcp("203.0.113.5", 2, 1).and();
      ExecutorService senders = Executors.newFixedThreadPool(9);
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Batch batch =
            Batch.of("sensor-01", 1, i)
                .minute("2026-07-02T11:0" + i + ":00Z")
                .tcp("203.0.113.5", 23, 1)
                .and();
        answers.add(senders.submit(() -> centre.put(batch)));
      }
      Future<HttpResponse<String>> refused = senders.submit(() -> centre.put(conflicting));
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(201);
      }
      assertThat(refused.get().statusCode()).isEqualTo(409);
      senders.shutdown();

      assertThat(centre.number("SELECT sum(packets) FROM flows WHERE port = 23")).isEqualTo(8);
      assertThat(centre.number("SELECT count(*) FROM flows WHERE port = 2")).isZero();
      assertThat(centre.counters.commits.sum()).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void storesEveryFieldOfAFlowTuple() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      centre.restore(
          Batch.of("sensor-01", 1, 0)
              .minute(TEN)
              .row(
                  "2001:db8::ff",
                  58,
                  -1,
                  128,
                  0,
                  org.teiten.flowtuple.TrafficType.ICMP6_ECHO_REQUEST,
                  "zmap",
                  7)
              .folded(80, 100, 40, null)
              .and());

      assertThat(
              centre.number(
                  "SELECT count(*) FROM flows WHERE ip_version = 6 AND source_ipv4 IS NULL"
                      + " AND source_ipv6 = 42540766411282592856903984951653826815::UHUGEINT"
                      + " AND protocol = 58 AND port IS NULL AND icmp_type = 128 AND icmp_code = 0"
                      + " AND class = 'scan' AND traffic_type = 'icmp6-echo-request'"
                      + " AND fingerprint = 'zmap' AND packets = 7 AND bytes = 280 AND ttl = 64"
                      + " AND country = 'special' AND asn = 0 AND NOT folded"))
          .isEqualTo(1);
      assertThat(
              centre.number(
                  "SELECT count(*) FROM flows WHERE folded AND source_ipv4 IS NULL AND sources = 40"
                      + " AND country = 'unattributed' AND port = 80"))
          .isEqualTo(1);
    }
  }

  @Test
  void saysWhoHoldsALockedStore() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data)) {
      Process other =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-Djava.io.tmpdir=" + data,
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.teiten.central.CentralCommand",
                  "rank",
                  "ports",
                  "--config",
                  org.teiten.central.Shipped.config("central-store.yaml").toString(),
                  "--data",
                  data.toString(),
                  "--from",
                  "2026-07-01",
                  "--to",
                  "2026-07-02")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      String error =
          new String(
              other.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

      assertThat(other.waitFor()).isEqualTo(1);
      assertThat(error)
          .contains("is in use by process " + ProcessHandle.current().pid())
          .doesNotContain("at org.teiten");
      assertThat(centre.number("SELECT count(*) FROM batches")).isZero();
    }
  }
}
