// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teiten.support.config.ListenAddress;

class StatusServerTest {
  private static final Metric DROPPED =
      Metric.counter(
          "spool.dropped", "packets", "Packets in batches that found no room.", "reason");
  private static final Metric WAITING =
      Metric.gauge("spool.waiting", "batches", "Batches not yet acknowledged.");

  private final MetricsRegistry metrics = new MetricsRegistry();
  private final AtomicReference<Health> health = new AtomicReference<>(Health.OK);
  private final HttpClient client = HttpClient.newHttpClient();
  private StatusServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new StatusServer(
            new ListenAddress("127.0.0.1", 0),
            metrics,
            health::get,
            Map.of("/top", () -> Optional.of("{}\n"), "/early", Optional::empty));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void namesMetricsByProjectStageNounAndUnit() throws Exception {
    long[] dropped = {7};
    metrics.bind(DROPPED, () -> dropped[0], "reason", "disk_full");
    metrics.bind(WAITING, () -> 3);
    System.gc();
    dropped[0] = 12;
    assertThat(get("/metrics").body())
        .contains(
            "# HELP teiten_spool_dropped_packets_total Packets in batches that found no room.",
            "# TYPE teiten_spool_dropped_packets_total counter",
            "teiten_spool_dropped_packets_total{reason=\"disk_full\"} 12.0",
            "# TYPE teiten_spool_waiting_batches gauge",
            "teiten_spool_waiting_batches 3.0");
  }

  @Test
  void tellsItsHealth() throws Exception {
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"ok\",\"reasons\":[]}\n");
    health.set(new Health(List.of("the centre does not answer")));
    assertThat(get("/health").body())
        .isEqualTo("{\"status\":\"degraded\",\"reasons\":[\"the centre does not answer\"]}\n");
  }

  @Test
  void answersNothingElse() throws Exception {
    assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
    HttpRequest post = request("/metrics").POST(BodyPublishers.ofString("x")).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void saysThatThePortIsTaken() {
    ListenAddress taken = new ListenAddress("127.0.0.1", server.address().getPort());
    assertThatThrownBy(() -> new StatusServer(taken, metrics, health::get, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on " + taken)
        .hasMessageContaining("choose a free port");
  }

  @Test
  void movesToAnotherAddressOnTheSamePortAndToAnotherPort() throws Exception {
    int port = server.address().getPort();
    server.moveTo(new ListenAddress("0.0.0.0", port));
    assertThat(server.address().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(server.address().getPort()).isEqualTo(port);
    assertThat(get("/health").statusCode()).isEqualTo(200);
    server.moveTo(new ListenAddress("127.0.0.1", port));
    assertThat(get("/health").statusCode()).isEqualTo(200);
    server.moveTo(new ListenAddress("127.0.0.1", 0));
    assertThat(server.address().getPort()).isNotEqualTo(port);
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void staysWhereItIsWhenItCannotMove() throws Exception {
    int port = server.address().getPort();
    for (ListenAddress nowhere :
        List.of(new ListenAddress("192.0.2.1", port), new ListenAddress("192.0.2.1", port + 1))) {
      assertThatThrownBy(() -> server.moveTo(nowhere))
          .hasMessageContaining("cannot listen on " + nowhere);
      assertThat(server.address().getPort()).isEqualTo(port);
      assertThat(get("/health").statusCode()).isEqualTo(200);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  @Test
  void answersWithFurtherDocumentsOnceTheyAreThere() throws Exception {
    assertThat(get("/top").body()).isEqualTo("{}\n");
    assertThat(get("/early").statusCode()).isEqualTo(503);
  }
}
