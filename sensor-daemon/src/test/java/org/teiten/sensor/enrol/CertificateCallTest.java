// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teiten.support.tls.KeyPairs;

/** A centre, or what stands in its place, that answers without end. */
class CertificateCallTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void ask(HttpHandler answer, Duration timeout) throws Exception {
    server.createContext("/", answer);
    URI centre = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    CertificateCall.ask(client, centre, "/v1/enrol", Map.of(), KeyPairs.generate(), timeout);
  }

  private void beginToAnswer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(201, 0);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void doesNotWaitForEverForTheRestOfAnAnswer() {
    assertThatThrownBy(() -> ask(this::beginToAnswer, Duration.ofMillis(1_500)))
        .isInstanceOf(IOException.class)
        .hasMessage("no whole answer within 1 s");
  }

  @Test
  void readsNoMoreOfAnAnswerThanACertificateTakes() {
    byte[] block = " ".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(
            () ->
                ask(
                    exchange -> {
                      exchange.sendResponseHeaders(403, 0);
                      while (end.getCount() > 0) {
                        exchange.getResponseBody().write(block);
                      }
                    },
                    Duration.ofSeconds(60)))
        .isInstanceOf(CentreRefusalException.class)
        .hasMessage("without a reason");
    assertThat(end.getCount()).isEqualTo(1);
  }
}
