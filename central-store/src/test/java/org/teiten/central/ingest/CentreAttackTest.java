// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.GeneratedPart;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * A centre of 512 MiB of heap under attack, as a process of its own with TLS, while a neighbour
 * delivers batch after batch. Writes a part of docs/59-centre-faults.md where it is told to; {@code
 * ./test.sh --long attack} does, with more of everything.
 */
class CentreAttackTest {
  private static final boolean LONG = Boolean.getBoolean("teiten.attack.long");
  private static final int CONNECTIONS = LONG ? 5_000 : 800;
  private static final int DRIPPING = LONG ? 400 : 30;
  private static final int HEAP_MIB = 512;
  private static final int BOMB_GIB = 1;

  /** Heap, DuckDB's buffers, and what a Java process takes beside. */
  private static final long MOST_MIB = HEAP_MIB + 256 + 256;

  private interface Attack {
    String answer() throws Exception;
  }

  @TempDir private Path folder;
  private final StringBuilder table = new StringBuilder();
  private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(300);
  private ProcessCentre centre;
  private Neighbour neighbour;
  private ProcessCentre.EnrolledSensor hostile;
  private ProcessCentre.EnrolledSensor accomplice;
  private long sequence;

  @Test
  void staysWithinItsMemoryAnswersAndServesOthersWhateverIsDoneToIt() throws Exception {
    try (ProcessCentre started =
        new ProcessCentre(
            folder,
            List.of("-Xmx" + HEAP_MIB + "m"),
            ", idle_timeout: 2s, max_uploads: 16",
            "store: {memory_limit: 256MiB, min_free: 0B}")) {
      centre = started;
      centre.start();
      hostile = centre.enrol("hostile");
      accomplice = centre.enrol("accomplice");
      try (Neighbour delivering = new Neighbour(centre.enrol("neighbour"))) {
        neighbour = delivering;
        strangers();
        slow();
        huge();
        lying();
        replayed();
        bombs();
        impossible();
      }
      assertThat(centre.log()).doesNotContain("OutOfMemory").doesNotContain("Exception");
      try (Stream<Path> left = Files.list(folder.resolve("data/incoming"))) {
        assertThat(left).isEmpty();
      }
      assertThat(centre.stop()).isZero();
    }
    if (GeneratedPart.isWritten()) {
      GeneratedPart.write(
          "59-centre-faults.md", "attacks", GeneratedPart.machine() + "\n\n" + head() + table);
    }
  }

  private static String head() {
    return """
    | attack | answer | the neighbour meanwhile | peak, MiB |
    |---|---|---|---:|
    """;
  }

  private void attack(String what, Attack attack) throws Exception {
    centre.forgetPeak();
    neighbour.slowestMillis();
    long before = neighbour.stored();
    String answer = attack.answer();
    await(what).atMost(ProcessCentre.PATIENCE).until(() -> neighbour.stored() > before + 2);
    long peak = centre.peakMiB();
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %d batches stored, slowest %d ms | %d |%n",
            what,
            answer,
            neighbour.stored() - before,
            neighbour.slowestMillis(),
            peak));
    assertThat(centre.alive()).as(what).isTrue();
    assertThat(peak).as(what).isLessThan(MOST_MIB);
  }

  private Batch batch(ProcessCentre.EnrolledSensor sensor) {
    return Batch.of(sensor.id, 9, sequence++)
        .minute(minute.toString())
        .tcp("203.0.113.9", 23, 1)
        .and();
  }

  private static String head(String path, String more) {
    return "PUT " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** The statuses of all answers until the other end closes. */
  private static List<Integer> statuses(Socket socket) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    for (String line : all.split("(?=HTTP/1\\.1 \\d)", -1)) {
      if (line.startsWith("HTTP/1.1 ")) {
        statuses.add(Integer.valueOf(line.substring(9, 12)));
      }
    }
    return statuses;
  }

  private static String counted(List<Integer> statuses) {
    Map<Integer, Integer> counts = new TreeMap<>();
    statuses.forEach(status -> counts.merge(status, 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach((status, count) -> words.add(count + " × " + status));
    return String.join(", ", words);
  }

  /** Does things at once. */
  private static <T> List<T> together(List<Callable<T>> actions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(actions.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(actions)) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Integer> fourTimesEach(String name, byte[] own, byte[] other) throws Exception {
    List<Callable<Integer>> eight = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      eight.add(() -> hostile.put("/v1/sensors/hostile" + name, own).statusCode());
      eight.add(() -> accomplice.put("/v1/sensors/accomplice" + name, other).statusCode());
    }
    return together(eight);
  }

  private void strangers() throws Exception {
    attack(
        "a batch without a certificate",
        () -> {
          Batch batch = batch(hostile);
          int status =
              centre
                  .stranger(
                      centre
                          .request(batch.id().path())
                          .header("Content-Digest", Batch.contentDigest(batch.bytes()))
                          .PUT(HttpRequest.BodyPublishers.ofByteArray(batch.bytes())))
                  .statusCode();
          assertThat(status).isEqualTo(401);
          return "401";
        });
    attack(
        "plain HTTP and random bytes to the TLS port",
        () -> {
          double before = centre.metric("teiten_ingest_handshake_failures_total");
          for (String bytes :
              List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\u0001\u0002\u0003".repeat(99))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), centre.port())) {
              socket.setSoTimeout(30_000);
              write(socket, bytes);
              assertThat(new String(drained(socket), StandardCharsets.ISO_8859_1))
                  .doesNotContain("HTTP/1.1 2");
            }
          }
          assertThat(centre.metric("teiten_ingest_handshake_failures_total"))
              .isGreaterThanOrEqualTo(before + 2);
          return "closed, counted as failed handshakes";
        });
    attack(
        "another path, another method, another sensor's path",
        () -> {
          int path = hostile.put("/v1/rank", new byte[9]).statusCode();
          int other = hostile.put(batch(accomplice)).statusCode();
          assertThat(List.of(path, other)).containsExactly(404, 403);
          try (SSLSocket socket = hostile.connect()) {
            write(
                socket,
                "DELETE "
                    + batch(hostile).id().path()
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(statuses(socket)).containsExactly(405);
          }
          return "404, 405, 403";
        });
    attack(
        String.format(
            Locale.ROOT,
            "%,d connections that say nothing, and a sensor that comes anew",
            CONNECTIONS),
        () -> {
          List<Socket> silent = new ArrayList<>();
          try {
            for (int i = 0; i < CONNECTIONS; i++) {
              silent.add(new Socket(InetAddress.getLoopbackAddress(), centre.port()));
            }
            assertThat(accomplice.again().put(batch(accomplice)).statusCode()).isEqualTo(201);
            await()
                .atMost(ProcessCentre.PATIENCE)
                .until(
                    () ->
                        centre.metric("teiten_ingest_silent_connections_total")
                            >= CONNECTIONS - 500);
          } finally {
            for (Socket one : silent) {
              one.close();
            }
          }
          return "the oldest closed and counted; the newcomer 201";
        });
  }

  private static byte[] drained(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // reset: closed as well
    }
  }

  private void slow() throws Exception {
    attack(
        DRIPPING + " connections whose header comes a byte every 100 ms",
        () -> {
          List<SSLSocket> dripping = new ArrayList<>();
          for (int i = 0; i < DRIPPING; i++) {
            dripping.add(hostile.connect());
          }
          String header = head(batch(hostile).id().path(), "X: " + "x".repeat(4_000));
          int closed = 0;
          for (int at = 0; !dripping.isEmpty(); at++) {
            assertThat(at).as("bytes taken of a header").isLessThan(600);
            int place = at;
            int open = dripping.size();
            dripping.removeIf(one -> isClosed(one, header.charAt(place)));
            closed += open - dripping.size();
            pause(100);
          }
          assertThat(closed).isEqualTo(DRIPPING);
          return "closed after `idle_timeout`, counted";
        });
    attack(
        "fourteen bodies of one enrolled sensor that come a byte every 100 ms",
        () -> {
          List<Integer> statuses = new ArrayList<>();
          for (List<Integer> one :
              together(Collections.<Callable<List<Integer>>>nCopies(14, () -> drip(hostile)))) {
            statuses.addAll(one);
          }
          assertThat(statuses).hasSize(14).contains(408, 503).allMatch(s -> s == 408 || s == 503);
          return counted(statuses) + ": one sensor leaves a quarter of the places to others";
        });
    attack(
        "a body whose sender half-closes in the middle, and one that vanishes",
        () -> {
          byte[] bytes = batch(hostile).bytes();
          String header =
              head(
                  batch(hostile).id().path(),
                  "Content-Length: "
                      + bytes.length
                      + "\r\nContent-Digest: "
                      + Batch.contentDigest(bytes)
                      + "\r\n");
          List<Integer> statuses;
          try (SSLSocket socket = hostile.connect()) {
            write(socket, header + "half");
            socket.shutdownOutput();
            statuses = statuses(socket);
          }
          try (SSLSocket socket = hostile.connect()) {
            write(socket, header + "half");
            socket.setSoLinger(true, 0);
          }
          assertThat(statuses).allMatch(status -> status == 400 || status == 408);
          await()
              .atMost(ProcessCentre.PATIENCE)
              .until(() -> centre.metric("teiten_ingest_uploads_batches") <= 1);
          return statuses.isEmpty() ? "closed" : counted(statuses);
        });
  }

  private static void pause(int millis) throws InterruptedException {
    java.util.concurrent.TimeUnit.MILLISECONDS.sleep(millis);
  }

  private static boolean isClosed(SSLSocket socket, char next) {
    try {
      socket.getOutputStream().write(next);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private List<Integer> drip(ProcessCentre.EnrolledSensor sensor) throws Exception {
    try (SSLSocket socket = sensor.connect()) {
      write(
          socket,
          head(
              Batch.of(sensor.id, 7, 1).minute(minute.toString()).and().id().path(),
              "Content-Length: 1000000\r\nContent-Digest: "
                  + Batch.contentDigest(new byte[0])
                  + "\r\n"));
      for (int i = 0; i < 300 && socket.getInputStream().available() == 0; i++) {
        if (isClosed(socket, 'x')) {
          break;
        }
        pause(100);
        socket.setSoTimeout(1);
        try {
          int first = socket.getInputStream().read();
          socket.setSoTimeout(30_000);
          if (first < 0) {
            break;
          }
          byte[] rest = drained(socket);
          String answer = (char) first + new String(rest, StandardCharsets.US_ASCII);
          return List.of(Integer.valueOf(answer.substring(9, 12)));
        } catch (java.net.SocketTimeoutException e) {
          socket.setSoTimeout(30_000);
        }
      }
      return List.of();
    }
  }

  private void huge() throws Exception {
    attack(
        "a body of 1 TiB, as it says",
        () -> {
          try (SSLSocket socket = hostile.connect()) {
            write(
                socket,
                head(
                    batch(hostile).id().path(),
                    "Content-Length: 1099511627776\r\nContent-Digest: "
                        + Batch.contentDigest(new byte[0])
                        + "\r\n"));
            List<Integer> statuses = statuses(socket);
            assertThat(statuses).containsExactly(413);
          }
          return "413 before the first byte of it";
        });
    attack(
        "two bodies in chunks without end",
        () -> {
          List<Integer> statuses = together(List.of(this::endless, this::endless));
          assertThat(statuses).containsOnly(413);
          return counted(statuses) + " after `max_body`";
        });
  }

  private int endless() throws IOException {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            return length;
          }
        };
    try (SSLSocket socket = hostile.connect()) {
      socket.setSoTimeout(60_000);
      write(
          socket,
          head(
              Batch.of(hostile.id, 8, 1).minute(minute.toString()).and().id().path(),
              "Transfer-Encoding: chunked\r\nContent-Digest: "
                  + Batch.contentDigest(new byte[0])
                  + "\r\n"));
      OutputStream out = socket.getOutputStream();
      byte[] chunk = zeros.readNBytes(1 << 20);
      try {
        while (true) {
          out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
          out.write(chunk);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // cut off; the answer was sent before
      }
      byte[] answer = drained(socket);
      return answer.length == 0
          ? 413 // the connection was reset before the answer was read; the metric says what it was
          : Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
    }
  }

  private void lying() throws Exception {
    attack(
        "a digest of other bytes, none, and a batch that is cut off or none at all",
        () -> {
          byte[] bytes = batch(hostile).bytes();
          String path = batch(hostile).id().path();
          List<Integer> statuses = new ArrayList<>();
          statuses.add(hostile.put(path, bytes, Batch.contentDigest(new byte[1])).statusCode());
          statuses.add(hostile.put(path, bytes, "sha-256=:none:").statusCode());
          statuses.add(
              hostile.put(path, java.util.Arrays.copyOf(bytes, bytes.length / 2)).statusCode());
          statuses.add(
              hostile
                  .put(path, "nothing of the kind".getBytes(StandardCharsets.US_ASCII))
                  .statusCode());
          assertThat(statuses).containsOnly(400);
          return counted(statuses);
        });
    attack(
        "pipelined: a batch, and garbage after it",
        () -> {
          Batch batch = batch(hostile);
          byte[] bytes = batch.bytes();
          try (SSLSocket socket = hostile.connect()) {
            write(
                socket,
                head(
                    batch.id().path(),
                    "Content-Length: "
                        + bytes.length
                        + "\r\nContent-Digest: "
                        + Batch.contentDigest(bytes)
                        + "\r\n"));
            socket.getOutputStream().write(bytes);
            write(socket, "\u0007garbage \r\n\r\nmore\r\n\r\n");
            List<Integer> statuses = statuses(socket);
            assertThat(statuses).containsExactly(201, 400);
          }
          return "201 for the batch, 400 for the rest, closed";
        });
  }

  private void replayed() throws Exception {
    attack(
        "one batch sent a hundred times, then another under its id",
        () -> {
          Batch batch = batch(hostile);
          List<Integer> statuses = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            statuses.add(hostile.put(batch).statusCode());
          }
          statuses.add(
              hostile
                  .put(
                      batch.id().path(),
                      Batch.of("hostile", 9, batch.id().sequence())
                          .minute(minute.minusSeconds(600).toString())
                          .tcp("203.0.113.9", 24, 2)
                          .and()
                          .bytes())
                  .statusCode());
          assertThat(counted(statuses)).isEqualTo("99 × 200, 1 × 201, 1 × 409");
          return "201 once, then 200; 409";
        });
  }

  private void bombs() throws Exception {
    attack(
        "eight zstd bombs at a time, " + BOMB_GIB + " GiB each, from two enrolled sensors",
        () -> {
          List<Integer> statuses =
              fourTimesEach(
                  "/batches/" + "%032x".formatted(5) + "/1",
                  HostileBytes.bomb(small("hostile"), BOMB_GIB),
                  HostileBytes.bomb(small("accomplice"), BOMB_GIB));
          assertThat(statuses).hasSize(8).containsOnly(413);
          return counted(statuses);
        });
    attack(
        "eight headers of 20,000 intervals at a time",
        () -> {
          Instant latest = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
          byte[] own = HostileBytes.manyIntervals(Batch.of("hostile", 4, 1), 20_000, latest);
          byte[] other = HostileBytes.manyIntervals(Batch.of("accomplice", 4, 1), 20_000, latest);
          List<Integer> statuses =
              fourTimesEach("/batches/" + "%032x".formatted(4) + "/1", own, other);
          assertThat(statuses).hasSize(8).doesNotContain(500, 503);
          return counted(statuses)
              + String.format(Locale.ROOT, " (%,d KB each)", own.length / 1_000);
        });
  }

  private Batch small(String sensor) {
    return Batch.of(sensor, 5, 1).minute(minute.toString()).tcp("203.0.113.9", 23, 1).and();
  }

  private void impossible() throws Exception {
    Map<String, byte[]> batches = new LinkedHashMap<>();
    String now = minute.toString();
    String later = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MINUTES).toString();
    String old = minute.minus(3, ChronoUnit.DAYS).toString();
    batches.put(
        "an interval in the future", of(3).minute(later).tcp("203.0.113.9", 23, 1).and().bytes());
    batches.put(
        "an interval three days before it was enrolled",
        of(3).minute(old).tcp("203.0.113.9", 23, 1).and().bytes());
    batches.put(
        "sums that are not those of the rows",
        of(3).minute(now).tcp("203.0.113.9", 23, 1).lyingBy(4).and().lyingBytes());
    batches.put(
        "more packets than a link can carry",
        of(3).minute(now).tcp("203.0.113.9", 23, 200_000_000_000L).and().bytes());
    batches.put(
        "more received than a link can carry",
        of(3).minute(now).tcp("203.0.113.9", 23, 1).dropped(200_000_000_000L).and().bytes());
    batches.put(
        "more addresses than there are",
        of(3).minute(now).monitoring(1L << 33, 0).tcp("203.0.113.9", 23, 1).and().bytes());
    batches.put(
        "a minute observed three weeks long",
        of(3)
            .minute(minute.minus(1, ChronoUnit.HOURS).toString())
            .observed(minute.minus(22, ChronoUnit.DAYS).toString(), now)
            .tcp("203.0.113.9", 23, 1)
            .and()
            .bytes());
    batches.put(
        "another sensor's batch",
        Batch.of("accomplice", 3, 1).minute(now).tcp("203.0.113.9", 23, 1).and().bytes());
    batches.put(
        "another kind than its epoch had",
        Batch.of("hostile", 9, 77_777)
            .kind(EpochKind.CAPTURE)
            .minute(now)
            .tcp("203.0.113.9", 23, 1)
            .and()
            .bytes());
    String start = "\"start\":" + minute.getEpochSecond();
    batches.put(
        "an interval that is not aligned",
        HostileBytes.edited(
            of(3).minute(now).tcp("203.0.113.9", 23, 1).and().bytes(),
            start,
            "\"start\":" + (minute.getEpochSecond() + 7)));
    for (Map.Entry<String, byte[]> one : batches.entrySet()) {
      attack(
          "an enrolled sensor sends " + one.getKey(),
          () -> {
            long epoch = one.getKey().contains("kind") ? 9 : 3;
            long number = epoch == 9 ? 77_777 : 1;
            HttpResponse<String> answer =
                hostile.put(
                    "/v1/sensors/hostile/batches/" + "%032x".formatted(epoch) + "/" + number,
                    one.getValue());
            assertThat(answer.statusCode()).as(one.getKey() + answer.body()).isEqualTo(422);
            return "422 `"
                + Answers.JSON.readTree(answer.body()).get("message").asText().replace("|", "/")
                + "`";
          });
    }
  }

  private static Batch of(long epoch) {
    return Batch.of("hostile", (int) epoch, 1);
  }
}
