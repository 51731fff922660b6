// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;
import org.teiten.sensor.ship.Answer.Verdict;
import org.teiten.sensor.spool.IntervalFixture;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolFixture;
import org.teiten.sensor.spool.SpooledBatch;
import org.teiten.support.config.ByteSize;

/** Against a real HTTP server on loopback; only the clock is not real. */
class ShippingAgentTest {
  private record Reply(int status, String header, String value) {
    static Reply of(int status) {
      return new Reply(status, null, null);
    }
  }

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir Path folder;
  @TempDir Path received;

  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final Map<String, Integer> always = new ConcurrentHashMap<>();
  private final List<String> paths = new ArrayList<>();
  private final List<String> digestFaults = new ArrayList<>();
  private final HttpClient client = CentreHttp.client(Optional.empty()).build();
  private HttpServer server;
  private Spool spool;
  private ShippingAgent agent;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
    spool = SpoolFixture.open(folder);
    agent = agentFor(server.getAddress().getPort(), LONG);
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(0);
    spool.close();
  }

  /** One that sends one batch after the other. */
  private ShippingAgent agentFor(int port, Duration timeout) {
    return agentFor(port, timeout, 1, Optional.empty());
  }

  private ShippingAgent agentFor(
      int port, Duration timeout, int inFlight, Optional<ByteSize> maxRate) {
    URI url = URI.create("http://127.0.0.1:" + port + "/");
    CentreConfig centre = centre(url, inFlight, maxRate);
    return new ShippingAgent(
        spool, centre, new Delivery(url, () -> client, timeout), nanos::get, new Random(7));
  }

  static CentreConfig centre(URI url, int inFlight, Optional<ByteSize> maxRate) {
    return new CentreConfig(
        url, Path.of("/var/lib/teiten-sensor"), false, Optional.empty(), inFlight, maxRate);
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      paths.add(path);
      String digest = exchange.getRequestHeaders().getFirst("Content-Digest");
      if (!exchange.getRequestMethod().equals("PUT") || !digest.equals(digestOf(body))) {
        digestFaults.add(path);
      }
      Files.write(received.resolve(String.valueOf(paths.size())), body);
      Reply reply = Reply.of(201);
      if (always.containsKey(path)) {
        reply = Reply.of(always.get(path));
      } else if (!replies.isEmpty()) {
        reply = replies.poll();
      }
      if (reply.header() != null) {
        exchange.getResponseHeaders().set(reply.header(), reply.value());
      }
      byte[] text =
          "{\"error\":\"test\",\n\"message\":\"because\"}"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static String digestOf(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void append(int... minutes) throws IOException {
    for (int minute : minutes) {
      spool.append(new IntervalFixture(minute, 3));
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void deletesWhatTheCentreHas(int status) throws Exception {
    append(0);
    replies.add(Reply.of(status));
    assertThat(agent.step()).isZero();
    assertThat(paths).containsExactly("/v1/sensors/tokyo-1/batches/" + spool.epoch() + "/0");
    assertThat(digestFaults).isEmpty();
    assertThat(SpoolFixture.batches(folder)).isEmpty();
    assertThat(agent.counters().deliveredPackets()).isEqualTo(3);
    assertThat(agent.step()).isPositive();
    assertThat(paths).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void putsARefusedBatchAsideAndGoesOn(int status) throws Exception {
    append(0, 1);
    replies.add(Reply.of(status));
    assertThat(agent.step()).isZero();
    assertThat(agent.step()).isZero();
    assertThat(spool.waitingBatches()).isZero();
    assertThat(spool.counters().setAside(Aside.REFUSED)).isEqualTo(1);
    assertThat(SpoolFixture.aside(folder)).hasSize(1);
    assertThat(agent.counters().answers(Verdict.STORED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 407, 408, 421, 425})
  void keepsTheBatchAndTriesAgainInMinutesWhenThePathIsAtFault(int status) throws Exception {
    append(0);
    replies.add(Reply.of(status));
    Duration wait = agent.step();
    assertThat(wait).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
    assertThat(agent.trouble()).get().asString().contains(String.valueOf(status));
    pass(wait.minusMillis(1));
    assertThat(agent.step()).isPositive();
    assertThat(paths).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(agent.step()).isZero();
    assertThat(agent.trouble()).isEmpty();
    assertThat(spool.waitingBatches()).isZero();
  }

  @Test
  void beginsANewEpochOnConflictAndSendsTheContentUnderItsNewId() throws Exception {
    append(0);
    String old = spool.epoch();
    replies.add(Reply.of(409));
    assertThat(agent.step()).isZero();
    assertThat(spool.epoch()).isNotEqualTo(old);
    assertThat(agent.step()).isZero();
    assertThat(paths)
        .containsExactly(
            "/v1/sensors/tokyo-1/batches/" + old + "/0",
            "/v1/sensors/tokyo-1/batches/" + spool.epoch() + "/0");
    try (FlowBatchReader reader =
        FlowBatchReader.open(received.resolve("2"), BatchLimits.DEFAULT)) {
      assertThat(reader.header().id().epoch()).isEqualTo(spool.epoch());
      assertThat(reader.header().packets()).isEqualTo(3);
    }
    assertThat(agent.counters().newEpochs()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 507})
  void waitsAsLongAsTheCentreAsks(int status) throws Exception {
    append(0);
    replies.add(new Reply(status, "Retry-After", "120"));
    assertThat(agent.step()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(132));
    assertThat(spool.waitingBatches()).isEqualTo(1);
  }

  @Test
  void understandsADateAndBoundsWhatIsAsked() throws Exception {
    append(0);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(600));
    replies.add(new Reply(503, "Retry-After", date));
    Duration wait = agent.step();
    assertThat(wait).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(660));
    pass(wait);
    replies.add(new Reply(503, "Retry-After", "999999999"));
    assertThat(agent.step()).isBetween(Duration.ofHours(1), Duration.ofMinutes(66));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 418, 500, 502, 504})
  void backsOffOnAnyOtherAnswerAtMostFiveMinutes(int status) throws Exception {
    append(0);
    for (int i = 0; i < 15; i++) {
      replies.add(Reply.of(status));
      Duration wait = agent.step();
      assertThat(wait)
          .isLessThanOrEqualTo(Duration.ofMinutes(5))
          .isLessThanOrEqualTo(Duration.ofSeconds(1L << i));
      pass(wait);
    }
    assertThat(paths).hasSize(15);
    assertThat(agent.step()).isZero();
    assertThat(spool.waitingBatches()).isZero();
  }

  @Test
  void doesNotLetOnePoisonousBatchBlockTheOthers() throws Exception {
    append(0, 1, 2);
    String poison = "/v1/sensors/tokyo-1/batches/" + spool.epoch() + "/0";
    always.put(poison, 500);
    pass(agent.step());
    assertThat(agent.step()).isZero();
    assertThat(agent.step()).isZero();
    assertThat(spool.waitingBatches()).isEqualTo(1);
    append(3);
    pass(agent.step());
    assertThat(paths.get(paths.size() - 1)).endsWith("/3");
    always.clear();
    assertThat(agent.step()).isZero();
    assertThat(spool.waitingBatches()).isZero();
  }

  @Test
  void keepsTheOrderWhenTheCentreIsNotThere() throws Exception {
    append(0, 1);
    ShippingAgent nowhere = agentFor(freePort(), LONG);
    pass(nowhere.step());
    pass(nowhere.step());
    assertThat(nowhere.counters().answers(Verdict.UNREACHABLE)).isEqualTo(2);
    assertThat(nowhere.trouble()).get().asString().contains("connection refused");
    agent.step();
    assertThat(paths.get(0)).endsWith("/0");
  }

  @Test
  void sendsAgainAfterTheConnectionBrokeOrHung() throws Exception {
    append(0);
    try (ServerSocket broken = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      ShippingAgent unlucky = agentFor(broken.getLocalPort(), LONG);
      Thread resets =
          new Thread(
              () -> {
                try (Socket socket = broken.accept()) {
                  socket.getInputStream().readNBytes(100);
                  socket.setSoLinger(true, 0);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      resets.start();
      pass(unlucky.step());
      resets.join();
      assertThat(unlucky.counters().answers(Verdict.BROKEN)).isEqualTo(1);
      ShippingAgent impatient = agentFor(broken.getLocalPort(), SHORT);
      pass(impatient.step()); // accepted by the kernel, answered by nobody
      assertThat(impatient.counters().answers(Verdict.BROKEN)).isEqualTo(1);
      assertThat(impatient.trouble()).get().asString().contains("no answer");
    }
    assertThat(spool.waitingBatches()).isEqualTo(1);
    assertThat(agent.step()).isZero();
    assertThat(spool.waitingBatches()).isZero();
  }

  @Test
  void endsWhenEverythingIsDelivered() throws Exception {
    append(0, 1, 2);
    Thread thread = new Thread(agent);
    thread.start();
    agent.finish();
    thread.join();
    assertThat(spool.waitingBatches()).isZero();
    assertThat(paths).hasSize(3);
  }

  @Test
  void endsWithoutWaitingWhenTheCentreDoesNotTakeBatches() throws Exception {
    append(0, 1, 2);
    replies.add(Reply.of(503));
    replies.add(Reply.of(503));
    Thread thread = new Thread(agent);
    thread.start();
    agent.finish();
    thread.join();
    assertThat(spool.waitingBatches()).isEqualTo(3);
  }

  @Test
  void hasSeveralBatchesUnderWayWhereEachAnswerTakesLong() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    slow.setExecutor(threads);
    slow.createContext(
        "/",
        exchange -> {
          three.countDown();
          try {
            // no answer before all three are under way
            if (!three.await(30, TimeUnit.SECONDS)) {
              throw new IOException("only " + three.getCount() + " were not under way");
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          take(exchange);
        });
    slow.start();
    try {
      append(0, 1, 2, 3);
      ShippingAgent several = agentFor(slow.getAddress().getPort(), LONG, 3, Optional.empty());
      for (int i = 0; i < 4; i++) {
        assertThat(several.step()).isZero();
      }
      assertThat(spool.waitingBatches()).isZero();
      assertThat(paths).hasSize(4);
      assertThat(digestFaults).isEmpty();
    } finally {
      slow.stop(0);
      threads.shutdownNow();
    }
  }

  @Test
  void sendsOneAtATimeAfterAFailureUntilOneArrives() throws Exception {
    append(0, 1, 2, 3, 4);
    ShippingAgent several = agentFor(server.getAddress().getPort(), LONG, 3, Optional.empty());
    for (int i = 0; i < 3; i++) {
      replies.add(Reply.of(503));
    }
    several.step();
    several.step();
    Duration wait = several.step();
    assertThat(paths).hasSize(3);
    assertThat(spool.waitingBatches()).isEqualTo(5);
    pass(wait);
    replies.add(Reply.of(503));
    pass(several.step());
    assertThat(paths).hasSize(4);
    assertThat(several.step()).isZero();
    assertThat(paths).hasSize(5);
    assertThat(paths.get(4)).endsWith("/0");
    while (several.step().isZero()) {
      assertThat(paths).hasSizeLessThan(20);
    }
    assertThat(spool.waitingBatches()).isZero();
  }

  @Test
  void countsTheFailuresOfOneOutageOnceHoweverManyWereUnderWay() throws Exception {
    append(0, 1, 2, 3);
    ShippingAgent several = agentFor(server.getAddress().getPort(), LONG, 4, Optional.empty());
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 4; i++) {
      replies.add(Reply.of(500));
    }
    for (int i = 0; i < 4; i++) {
      Duration wait = several.step();
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    assertThat(paths).hasSize(4);
    assertThat(longest).isLessThanOrEqualTo(Duration.ofSeconds(1));
    pass(longest);
    replies.add(Reply.of(500));
    assertThat(several.step()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(paths).hasSize(5);
  }

  @Test
  void waitsForTheLongestThatTheCentreAskedOfThoseUnderWay() throws Exception {
    append(0, 1, 2);
    ShippingAgent several = agentFor(server.getAddress().getPort(), LONG, 3, Optional.empty());
    replies.add(Reply.of(500));
    replies.add(new Reply(503, "Retry-After", "120"));
    replies.add(Reply.of(500));
    several.step();
    several.step();
    assertThat(several.step()).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(132));
  }

  @Test
  void givesABatchTheTimeThatItsShareOfTheSlowestLinkTakes() {
    Delivery delivery = new Delivery(URI.create("http://127.0.0.1"), () -> client, LONG);
    SpooledBatch batch = new SpooledBatch(null, null, 32 << 20, 1); // 1,024 s at 32 KiB/s
    assertThat(delivery.longest(batch, 1)).isEqualTo(LONG.plusSeconds(1_024));
    assertThat(delivery.longest(batch, 4)).isEqualTo(LONG.plusSeconds(4 * 1_024));
  }

  @Test
  void keepsTheMeanRateWithinItsBound() throws Exception {
    for (int minute = 0; minute < 3; minute++) {
      spool.append(new IntervalFixture(minute, 2_000));
    }
    Duration asLong =
        Duration.ofMillis(Files.size(SpoolFixture.batches(folder).get(0)) * 1_000 / 1_024);
    ShippingAgent slow =
        agentFor(server.getAddress().getPort(), LONG, 4, Optional.of(ByteSize.parse("1KiB")));
    assertThat(slow.step()).isZero();
    Duration wait = slow.step();
    assertThat(wait).isCloseTo(asLong, Duration.ofMillis(2));
    assertThat(paths).hasSize(1);
    pass(wait);
    assertThat(slow.step()).isZero();
    assertThat(paths).hasSize(2);
  }

  @Test
  void learnsFromShortExchangesHowFarThisClockIsAheadOfTheCentres() {
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of("Date", List.of("Mon, 23 Nov 2026 12:00:00 GMT")), (name, value) -> true);
    Instant ours = Instant.parse("2026-11-24T12:00:00.500Z");
    ClockOffset offset = new ClockOffset();
    assertThat(offset.seconds()).isNaN();
    offset.learn(ours, ours.plusSeconds(60), headers); // it may have been written at any time
    assertThat(offset.seconds()).isNaN();
    offset.learn(ours.minusMillis(100), ours.plusMillis(100), headers);
    assertThat(offset.seconds()).isEqualTo(86_400);
  }

  @Test
  void writesDownBesideARefusedBatchWhatTheCentreSaid() throws Exception {
    append(0);
    replies.add(Reply.of(422));
    agent.step();
    String name = SpoolFixture.aside(folder).get(0);
    assertThat(Files.readString(folder.resolve("aside").resolve(name + ".why")))
        .contains(" refused: HTTP 422: ", "because");
  }
}
