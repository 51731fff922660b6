// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;

class IngestEndpointTest {
  private static final String TODAY = "2026-07-02T10:00:00Z";

  @TempDir private Path data;
  private CentreUnderTest centre;

  @BeforeEach
  void starts() throws IOException {
    centre = new CentreUnderTest(data, new Enrolment("sensor-01", "jp"));
  }

  @AfterEach
  void stops() {
    centre.close();
  }

  private static Batch batch(long sequence) {
    return Batch.of("sensor-01", 1, sequence)
        .minute(TODAY)
        .tcp("203.0.113.5", 23, 3)
        .udp("203.0.113.6", 53, 2)
        .and();
  }

  @Test
  void storesABatchAndSaysWhatWasStored() throws Exception {
    HttpResponse<String> answer = centre.put(batch(1));

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode body = new JsonMapper().readTree(answer.body());
    assertThat(body.get("packets").asLong()).isEqualTo(5);
    assertThat(body.get("rows").asLong()).isEqualTo(2);
    assertThat(centre.number("SELECT sum(packets) FROM flows")).isEqualTo(5);
    assertThat(centre.number("SELECT count(*) FROM batches")).isEqualTo(1);
    assertThat(centre.number("SELECT count(*) FROM intervals")).isEqualTo(1);
    assertThat(centre.counters.answers(201)).isEqualTo(1);
    assertThat(centre.counters.storedPackets()).isEqualTo(5);
  }

  private HttpResponse<String> test(String sensor, byte[] body) throws IOException {
    return centre.send(
        centre
            .request("/v1/sensors/" + sensor + "/test")
            .header("Content-Digest", Batch.contentDigest(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  @Test
  void takesATestBatchAsAnyOtherAndCountsItNowhere() throws Exception {
    HttpResponse<String> answer = test("sensor-01", batch(1).bytes());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(new JsonMapper().readTree(answer.body()).get("stored").asBoolean()).isFalse();
    assertThat(centre.number("SELECT count(*) FROM batches")).isZero();
    assertThat(centre.number("SELECT count(*) FROM flows")).isZero();
    assertThat(centre.counters.storedPackets()).isZero();
    assertThat(centre.counters.answers(201)).isZero();
    assertThat(centre.counters.tests.sum()).isEqualTo(1);
    assertThat(centre.put(batch(1)).statusCode()).isEqualTo(201);
  }

  @Test
  void refusesATestBatchForWhatItWouldRefuseAnyOther() throws Exception {
    byte[] body = batch(1).bytes();
    byte[] strange =
        Batch.of("stranger", 1, 1).minute(TODAY).tcp("203.0.113.5", 23, 1).and().bytes();
    assertThat(test("stranger", strange).statusCode()).isEqualTo(403);
    assertThat(test("sensor_01", body).statusCode()).isEqualTo(400);
    assertThat(test("sensor-01", Arrays.copyOf(body, body.length - 9)).statusCode()).isEqualTo(400);
    byte[] other =
        Batch.of("sensor-02", 1, 1).minute(TODAY).tcp("203.0.113.5", 23, 1).and().bytes();
    assertThat(test("sensor-01", other).body()).contains("is of sensor-02");
    assertThat(test("sensor-01", new byte[TestBatchRoute.MAX_BODY + 1]).statusCode())
        .isEqualTo(413);
    assertThat(centre.send(centre.request("/v1/sensors/sensor-01/test").GET()).statusCode())
        .isEqualTo(405);
  }

  private HttpResponse<String> state(String sensor, String json) throws IOException {
    return centre.send(
        centre
            .request("/v1/sensors/" + sensor + "/state")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  @Test
  void remembersWhatASensorSaysOfItselfAndWhyItsBatchWasRefused() throws Exception {
    String blind =
        "{\"clock\":1782993600000,\"observing\":false,\"lag_seconds\":7,\"waiting_batches\":2,"
            + "\"aside_batches\":0,\"reasons\":[\"interface eth0 is down\"]}";
    assertThat(state("sensor-01", blind).statusCode()).isEqualTo(204);
    assertThat(centre.put(batch(1).id().path(), new byte[] {1}).statusCode()).isEqualTo(400);

    ListedSensor listed = centre.sensors().get(0);

    assertThat(listed.condition()).isEqualTo("refused");
    assertThat(listed.refused()).startsWith("2026-07-02T12:00:00Z ");
    assertThat(listed.because()).hasSize(2).last().asString().contains("interface eth0 is down");
    assertThat(listed.lagSeconds()).isEqualTo(7);
    assertThat(listed.waitingBatches()).isEqualTo(2);
    assertThat(listed.clockOffset()).isZero();
    assertThat(centre.put(batch(1)).statusCode()).isEqualTo(201);
    assertThat(centre.sensors().get(0).condition()).isEqualTo("blind");
    assertThat(centre.counters.states.sum()).isEqualTo(1);
  }

  @Test
  void takesNoStateOfAStrangerNorOneOutOfBounds() throws Exception {
    assertThat(state("stranger", "{}").statusCode()).isEqualTo(403);
    assertThat(state("sensor_01", "{}").statusCode()).isEqualTo(400);
    HttpResponse<String> malformed = state("sensor-01", "{\"reasons\":[],\"clock\":-1}");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("state.clock");
    assertThat(state("sensor-01", " ".repeat(5_000)).body()).contains("4096 bytes");
    assertThat(centre.counters.states.sum()).isZero();
    assertThat(centre.sensors().get(0).lagSeconds()).isNull();
  }

  @Test
  void countsABatchOnceHoweverOftenItIsSent() throws Exception {
    centre.put(batch(1));

    assertThat(centre.put(batch(1)).statusCode()).isEqualTo(200);
    assertThat(centre.put(batch(1)).statusCode()).isEqualTo(200);
    assertThat(centre.number("SELECT sum(packets) FROM flows")).isEqualTo(5);
  }

  @Test
  void answers409WhereTheSameIdComesWithOtherBytes() throws Exception {
    centre.put(batch(1));
    Batch other = Batch.of("sensor-01", 1, 1).minute(TODAY).tcp("203.0.113.5", 23, 4).and();

    HttpResponse<String> answer = centre.put(other);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("conflict").contains("copy of another");
    assertThat(centre.number("SELECT sum(packets) FROM flows")).isEqualTo(5);
  }

  @Test
  void refusesASensorThatItDoesNotKnow() throws Exception {
    HttpResponse<String> answer =
        centre.put(Batch.of("stranger", 1, 1).minute(TODAY).tcp("203.0.113.5", 23, 1).and());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("stranger").contains("--register");
  }

  @Test
  void refusesABodyThatIsNotWhatItsDigestSays() throws Exception {
    HttpResponse<String> answer =
        centre.send(
            centre
                .request(batch(1).id().path())
                .header("Content-Digest", Batch.contentDigest(new byte[] {1}))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(batch(1).bytes())));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("changed on its way");
  }

  @Test
  void refusesABodyWithoutDigest() throws Exception {
    HttpResponse<String> answer =
        centre.send(
            centre
                .request(batch(1).id().path())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(batch(1).bytes())));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("RFC 9530");
  }

  @Test
  void refusesWhatIsNoBatch() throws Exception {
    byte[] nonsense = "this is no batch".getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> answer = centre.put(batch(1).id().path(), nonsense);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not a batch");
  }

  @Test
  void refusesABatchThatWasCutOff() throws Exception {
    byte[] whole = batch(1).bytes();

    HttpResponse<String> answer =
        centre.put(batch(1).id().path(), Arrays.copyOf(whole, whole.length - 20));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(centre.number("SELECT count(*) FROM batches")).isZero();
  }

  @Test
  void refusesABatchWhoseSumsLie() throws Exception {
    byte[] lying =
        Batch.of("sensor-01", 1, 1)
            .minute(TODAY)
            .tcp("203.0.113.5", 23, 3)
            .lyingBy(1)
            .and()
            .lyingBytes();

    HttpResponse<String> answer = centre.put(batch(1).id().path(), lying);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("scan packets are 3 where the header says 4");
    assertThat(centre.number("SELECT count(*) FROM flows")).isZero();
  }

  @Test
  void refusesABatchOfAnotherSensorThanItsPath() throws Exception {
    centre.close();
    centre = new CentreUnderTest(data, new Enrolment("sensor-01", "jp"), new Enrolment("b", "jp"));
    Batch other = Batch.of("b", 1, 1).minute(TODAY).tcp("203.0.113.5", 23, 3).and();

    HttpResponse<String> answer = centre.put(batch(1).id().path(), other.bytes());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("its path says sensor-01");
  }

  @Test
  void refusesIntervalsOfTheFuture() throws Exception {
    HttpResponse<String> answer =
        centre.put(
            Batch.of("sensor-01", 1, 1)
                .minute("2026-07-02T12:06:00Z")
                .tcp("203.0.113.5", 23, 3)
                .and());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("future");
  }

  @Test
  void refusesIntervalsFromBeforeTheSensorsEnrolment() throws Exception {
    HttpResponse<String> answer =
        centre.put(
            Batch.of("sensor-01", 1, 1)
                .minute("2026-07-01T11:59:00Z")
                .tcp("203.0.113.5", 23, 3)
                .and());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("enrolment");
  }

  @Test
  void refusesMorePacketsThanALinkCarries() throws Exception {
    HttpResponse<String> answer =
        centre.put(
            Batch.of("sensor-01", 1, 1)
                .minute(TODAY)
                .tcp("203.0.113.5", 23, 10_000_000_000L)
                .and());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("100 Gbit/s");
  }

  @Test
  void refusesATooLargeBodyWithoutReadingIt() throws Exception {
    String head =
        "PUT "
            + batch(1).id().path()
            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\nContent-Digest: "
            + Batch.contentDigest(new byte[0])
            + "\r\n\r\n";

    assertThat(exchange(head)).startsWith("HTTP/1.1 413");
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() throws Exception {
    byte[] large = new byte[(1 << 20) + 1];
    HttpResponse<String> answer =
        centre.send(
            centre
                .request(batch(1).id().path())
                .header("Content-Digest", Batch.contentDigest(large))
                .PUT(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large))));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void refusesContentEncoding() throws Exception {
    byte[] body = batch(1).bytes();
    HttpResponse<String> answer =
        centre.send(
            centre
                .request(batch(1).id().path())
                .header("Content-Encoding", "gzip")
                .header("Content-Digest", Batch.contentDigest(body))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));

    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void refusesAPathThatNamesNoBatch() throws Exception {
    assertThat(centre.put("/v1/sensors/sensor-01/batches/short/1", new byte[1]).statusCode())
        .isEqualTo(400);
    assertThat(
            centre
                .put("/v1/sensors/sensor-01/batches/" + "0".repeat(32) + "/x", new byte[1])
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void answersNoQuestion() throws Exception {
    assertThat(centre.send(centre.request("/").GET()).statusCode()).isEqualTo(404);
    assertThat(centre.send(centre.request("/v1/rank").GET()).statusCode()).isEqualTo(404);
    assertThat(centre.send(centre.request(batch(1).id().path()).GET()).statusCode()).isEqualTo(405);
  }

  @Test
  void tellsSendersToComeAgainWhereTheDiskIsFull() throws Exception {
    centre.close();
    centre =
        new CentreUnderTest(
            data,
            CentreUnderTest.NOW,
            CentreUnderTest.config("10s", "1KiB"),
            Long.MAX_VALUE,
            new Enrolment("sensor-01", "jp"));

    HttpResponse<String> answer = centre.put(batch(1));

    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
    assertThat(centre.number("SELECT count(*) FROM batches")).isZero();
  }

  @Test
  void cutsOffSendersThatAreTooSlow() throws Exception {
    centre.close();
    centre =
        new CentreUnderTest(
            data,
            CentreUnderTest.NOW,
            CentreUnderTest.config("200ms", "1KiB"),
            0,
            new Enrolment("sensor-01", "jp"));
    String head =
        "PUT "
            + batch(1).id().path()
            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Digest: "
            + Batch.contentDigest(new byte[0])
            + "\r\n\r\nonly this";

    assertThat(exchange(head)).startsWith("HTTP/1.1 408");
    assertThat(centre.put(batch(1)).statusCode()).isEqualTo(201);
  }

  @Test
  void turnsAwayMoreSendersThanItTakesAtATime() throws Exception {
    String head =
        "PUT "
            + batch(1).id().path()
            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Digest: "
            + Batch.contentDigest(new byte[0])
            + "\r\n\r\nonly this";
    try (Socket first = open(head);
        Socket second = open(head)) {
      org.awaitility.Awaitility.await().until(() -> centre.counters.uploads.get() == 2);

      HttpResponse<String> answer = centre.put(batch(1));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }
  }

  @Test
  void takesBatchesWhileStrangersSendWhatIsNotTaken() throws Exception {
    String head =
        "PUT "
            + Batch.of("stranger", 1, 1).id().path()
            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Digest: "
            + Batch.contentDigest(new byte[0])
            + "\r\n\r\nonly this";
    try (Socket first = open(head);
        Socket second = open(head)) {
      org.awaitility.Awaitility.await().until(() -> centre.counters.answers(403) == 2);

      assertThat(centre.put(batch(1)).statusCode()).isEqualTo(201);
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }
  }

  @Test
  void keepsAThousandConnectionsOpenAndNoMore() throws Exception {
    java.util.List<Socket> idle = new java.util.ArrayList<>();
    try (Socket further = new Socket()) {
      for (int i = 0; i < 1_000; i++) {
        Socket one = open("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        idle.add(one);
        assertThat(one.getInputStream().read()).isEqualTo('H');
      }
      further.connect(idle.get(0).getRemoteSocketAddress());
      further
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      further.setSoTimeout(500);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> further.getInputStream().read())
          .isInstanceOf(java.net.SocketTimeoutException.class);

      idle.remove(0).close();

      further.setSoTimeout(30_000);
      assertThat(new String(further.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 404");
    } finally {
      for (Socket one : idle) {
        one.close();
      }
    }
  }

  @Test
  void letsASensorInAmongAnyNumberOfConnectionsThatSayNothing() throws Exception {
    java.util.List<Socket> silent = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 1_100; i++) {
        silent.add(open("PUT "));
      }
      assertThat(centre.put(batch(1)).statusCode()).isEqualTo(201);
      org.awaitility.Awaitility.await().until(() -> centre.counters.silent.sum() >= 1_100 - 500);
      assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket one : silent) {
        one.close();
      }
    }
  }

  @Test
  void cutsOffAHeaderThatTricklesIn() throws Exception {
    centre.close();
    centre =
        new CentreUnderTest(
            data,
            CentreUnderTest.NOW,
            CentreUnderTest.config("300ms", "1KiB"),
            0,
            new Enrolment("sensor-01", "jp"));
    try (Socket socket = open("PUT ")) {
      org.awaitility.Awaitility.await()
          .pollInterval(java.time.Duration.ofMillis(20))
          .untilAsserted(
              () -> {
                try {
                  socket.getOutputStream().write('x');
                } catch (IOException e) {
                  // closed, as it should be
                }
                assertThat(centre.counters.silent.sum()).isEqualTo(1);
              });
      assertThat(centre.put(batch(1)).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void leavesNothingInTheFolderOfIncomingBatches() throws Exception {
    centre.put(batch(1));
    centre.put(batch(1).id().path(), new byte[] {1, 2, 3});

    try (Stream<Path> files = Files.list(data.resolve("incoming"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void clearsWhatAKilledProcessLeft() throws Exception {
    centre.close();
    Files.writeString(data.resolve("incoming/batch-1.tmp"), "torn");

    centre = new CentreUnderTest(data, new Enrolment("sensor-01", "jp"));

    assertThat(data.resolve("incoming/batch-1.tmp")).doesNotExist();
  }

  @Test
  void saysWhichPortIsInUse() throws Exception {
    IngestConfig taken =
        new IngestConfig(
            org.teiten.support.config.ListenAddress.parse("127.0.0.1:" + centre.port()),
            java.util.Optional.empty(),
            false,
            org.teiten.support.config.ByteSize.parse("1MiB"),
            1,
            java.time.Duration.ofSeconds(10),
            org.teiten.support.config.ByteSize.parse("1KiB"));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                new IngestEndpoint(
                        taken,
                        centre.intake,
                        centre.counters,
                        SensorAccess.open(
                            taken.tls(), data, centre.intake, java.time.Clock.systemUTC()))
                    .close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + centre.port())
        .hasMessageContaining("ingest.listen");
  }

  private Socket open(String head) throws IOException {
    Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), centre.port());
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  /** Sends and reads what comes back until the other end closes. */
  private String exchange(String head) throws IOException {
    try (Socket socket = open(head)) {
      socket.setSoTimeout(10_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
