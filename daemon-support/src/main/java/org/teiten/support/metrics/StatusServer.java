// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.errors.ErrorText;

/**
 * {@code GET /metrics} and {@code GET /health} on the JDK's own HTTP server. Two threads, eight
 * waiting requests, ten seconds a request; what is more is turned away. Health is 200 while the
 * process works, {@code degraded} too: restarting it would not help.
 */
public final class StatusServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 8;

  static {
    // The JDK's server reads these once.
    setIfAbsent("sun.net.httpserver.maxReqTime", "10");
    setIfAbsent("sun.net.httpserver.maxRspTime", "10");
    setIfAbsent("sun.net.httpserver.maxReqHeaders", "50");
    setIfAbsent("sun.net.httpserver.maxIdleConnections", "16");
    setIfAbsent("jdk.httpserver.maxConnections", "64");
  }

  /** Loaded when it is first asked for, not while a daemon starts. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private volatile HttpServer server;
  private final ThreadPoolExecutor executor;
  private final MetricsRegistry metrics;
  private final Supplier<Health> health;
  private final Map<String, Supplier<Optional<String>>> documents;

  /**
   * Starts to listen.
   *
   * @param documents further paths, and the JSON that each answers with; 503 while it is empty
   * @throws IOException that says where it cannot listen, and why
   */
  public StatusServer(
      ListenAddress listen,
      MetricsRegistry metrics,
      Supplier<Health> health,
      Map<String, Supplier<Optional<String>>> documents)
      throws IOException {
    this.metrics = metrics;
    this.health = health;
    this.documents = Map.copyOf(documents);
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "status");
              thread.setDaemon(true);
              return thread;
            });
    server = start(listen);
  }

  private HttpServer start(ListenAddress listen) throws IOException {
    HttpServer started;
    try {
      started = HttpServer.create(listen.resolve(), WAITING);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on "
              + listen
              + " (http.listen): "
              + ErrorText.of(e)
              + "; choose a free port",
          e);
    }
    started.setExecutor(executor);
    started.createContext("/", this::answer);
    started.start();
    return started;
  }

  /**
   * Listens elsewhere from now on.
   *
   * @throws IOException that says where it cannot listen, and why; then it listens where it did
   */
  public synchronized void moveTo(ListenAddress next) throws IOException {
    HttpServer before = server;
    if (next.port() != address().getPort()) {
      server = start(next);
      before.stop(0);
      return;
    }
    // An address of its own and all addresses exclude each other on one port.
    ListenAddress back = listen();
    before.stop(0);
    try {
      server = start(next);
    } catch (IOException e) {
      server = start(back);
      throw e;
    }
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Where it listens, with the port that it got. */
  public ListenAddress listen() {
    return new ListenAddress(address().getAddress().getHostAddress(), address().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, "text/plain; charset=utf-8", "only GET and HEAD\n");
        return;
      }
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/metrics" ->
            send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
        case "/health" -> send(exchange, 200, "application/json", healthJson());
        default -> document(exchange, documents.get(path));
      }
    }
  }

  private static void document(HttpExchange exchange, Supplier<Optional<String>> document)
      throws IOException {
    if (document == null) {
      send(exchange, 404, "text/plain; charset=utf-8", "see /metrics and /health\n");
      return;
    }
    Optional<String> json = document.get();
    if (json.isPresent()) {
      send(exchange, 200, "application/json", json.get());
    } else {
      send(exchange, 503, "text/plain; charset=utf-8", "not yet\n");
    }
  }

  private String healthJson() throws IOException {
    Health now = health.get();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", now.status());
    answer.put("reasons", now.reasons());
    return Json.MAPPER.writeValueAsString(answer) + "\n";
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
