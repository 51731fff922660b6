// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.SensorState;
import org.teiten.flowtuple.batch.StateJson;

/** Against a real HTTP server on loopback. */
class StateReportTest {
  private static final SensorState BLIND =
      new SensorState(1_800_000_000_000L, false, 61, 2, 1, List.of("interface mon0 is down"));

  private final BlockingQueue<SensorState> states = new LinkedBlockingQueue<>();
  private final HttpClient client = CentreHttp.client(Optional.empty()).build();
  private HttpServer server;
  private volatile int status = 204;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/centre/v1/sensors/tokyo-1/state", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      states.add(StateJson.read(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private StateReport report(String interval) {
    return new StateReport(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/centre/"),
        new SensorId("tokyo-1"),
        () -> client,
        () -> BLIND,
        Duration.parse(interval));
  }

  @Test
  void tellsTheStateAgainAndAgainUntilItIsStopped() throws Exception {
    StateReport report = report("PT0.01S");
    Thread thread = new Thread(report);
    thread.start();

    assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(BLIND);
    assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(BLIND);
    report.stop();
    thread.join(30_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void isHeardOnceAMinuteAtLeastHoweverLongIntervalsAre() throws Exception {
    assertThat(report("PT1H").send()).isEqualTo(Duration.ofMinutes(1));
    status = 503;
    assertThat(report("PT10S").send()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void asksAnOlderCentreOnlyOnceAnHour() throws Exception {
    status = 404;
    assertThat(report("PT1M").send()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void goesOnWhenTheCentreIsAway() throws Exception {
    StateReport report = report("PT1M");
    server.stop(0);
    assertThat(report.send()).isEqualTo(Duration.ofMinutes(1));
  }
}
