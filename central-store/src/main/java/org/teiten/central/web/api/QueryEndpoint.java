// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.pki.ServedIdentity;
import org.teiten.central.store.FlowStore;
import org.teiten.central.web.api.Problem.Kind;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Tls;

/**
 * The HTTP API under {@code /v1}: answers questions, and takes no batch. Apart from the ingest
 * listener in port, threads and connections; askers are bounded in number, pace, size and time.
 */
public final class QueryEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryEndpoint.class);
  private static final int CONNECTIONS = 500;
  private static final int ACCEPT_QUEUE = 64;
  private static final int THREADS = 24;
  private static final int MAX_HEADERS = 8 << 10;
  private static final int MAX_BODY = 64 << 10;
  private static final int IDLE_MILLIS = 30_000;

  private final Map<Operation, Action> actions;
  private final Gate gate;
  private final String zone;
  private final QueryCounters counters;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final Optional<ServedIdentity> identity;
  private final Optional<SslContextFactory.Server> tls;
  private final Javalin server;

  /** Answers one operation. */
  interface Action {
    Answer of(Asked asked) throws IOException, SQLException, Problem;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException that says where it cannot listen, and why
   */
  public QueryEndpoint(QueryConfig config, QueryParts parts) throws IOException {
    Sessions sessions = parts.sessions(config);
    this.actions = parts.actions(config, sessions);
    this.gate = parts.gate(config, sessions);
    this.zone = parts.zone();
    this.counters = parts.counters();
    this.identity =
        config.identity().isPresent()
            ? Optional.of(new ServedIdentity(config.identity().get()))
            : Optional.empty();
    this.tls = identity.map(QueryEndpoint::tls);
    this.server = Javalin.create(javalin -> configure(javalin, config));
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IOException(
          "cannot listen on "
              + config.listen()
              + " (query.listen): "
              + ErrorText.of(cause)
              + "; choose a free port",
          e);
    }
  }

  private void configure(JavalinConfig javalin, QueryConfig config) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.compressionStrategy = CompressionStrategy.GZIP;
    javalin.http.prefer405over404 = true;
    javalin.http.maxRequestSize = MAX_BODY;
    javalin.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(MAX_HEADERS);
        });
    javalin.jetty.addConnector((jetty, http) -> connector(jetty, http, config));
    javalin.routes.before(this::headers);
    Arrays.stream(Operation.values())
        .collect(Collectors.groupingBy(one -> one.shape().path()))
        .forEach((path, operations) -> register(javalin, path, operations));
    javalin.routes.exception(Problem.class, (e, context) -> refuse(context, e));
    javalin.routes.exception(
        HttpResponseException.class, (e, context) -> refuse(context, e.getStatus()));
    javalin.routes.exception(Exception.class, this::failed);
    javalin.routes.after(context -> counters.answered(context.statusCode()));
  }

  private void register(JavalinConfig javalin, String path, List<Operation> operations) {
    List<String> methods = new ArrayList<>(List.of("OPTIONS"));
    for (Operation one : operations) {
      HandlerType method = one.shape().method();
      methods.add(method.name());
      javalin.routes.addHttpHandler(method, path, context -> answer(context, one));
      if (method.equals(HandlerType.GET)) {
        methods.add("HEAD");
        javalin.routes.addHttpHandler(HandlerType.HEAD, path, context -> answer(context, one));
      }
    }
    String allowed = methods.stream().sorted().collect(Collectors.joining(", "));
    javalin.routes.options(path, context -> context.status(204).header("Allow", allowed));
  }

  private static SslContextFactory.Server tls(ServedIdentity identity) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(identity.context());
    factory.setIncludeProtocols(Tls.VERSION);
    return factory;
  }

  /** Lets connections from now on see what the listener's identity now is, if it changed. */
  public void refresh() {
    if (identity.isEmpty() || !identity.get().refresh()) {
      return;
    }
    try {
      tls.orElseThrow().reload(factory -> factory.setSslContext(identity.get().context()));
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not take the new identity", e);
    }
  }

  private ServerConnector connector(Server jetty, HttpConfiguration http, QueryConfig config) {
    List<ConnectionFactory> protocols = new ArrayList<>();
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (tls.isPresent()) {
      // Whether the host is the right one the client decides.
      http.addCustomizer(new SecureRequestCustomizer(false));
      protocols.add(new SslConnectionFactory(tls.get(), plain.getProtocol()));
    }
    protocols.add(plain);
    ServerConnector connector =
        new ServerConnector(jetty, 1, 1, protocols.toArray(ConnectionFactory[]::new));
    connector.setHost(config.listen().host());
    connector.setPort(config.listen().port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    return connector;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    ServerConnector connector = (ServerConnector) server.jettyServer().server().getConnectors()[0];
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  private void headers(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "private, no-cache");
    if (tls.isPresent()) {
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private void answer(Context context, Operation operation)
      throws IOException, SQLException, Problem {
    counters.asked(operation);
    Caller caller = gate.admit(context, operation);
    Asked asked = new Asked(operation, caller, context, zone);
    Answer answer;
    try {
      answer = actions.get(operation).of(asked);
    } catch (IllegalArgumentException e) {
      // What a question's own checks say: written for whoever asks.
      throw new Problem(
          operation.shape().body() == null ? Kind.QUESTION : Kind.CONTENT, e.getMessage());
    }
    context.status(operation.shape().status());
    if (answer.mediaType() == null) {
      return;
    }
    boolean reading = operation.shape().method().equals(HandlerType.GET);
    String tag = "\"" + EntityTag.of(answer.body()) + "\"";
    if (reading) {
      context.header("ETag", tag);
      context.header("Vary", "Authorization, Cookie, Accept-Encoding");
    }
    if (reading && EntityTag.matches(context.header("If-None-Match"), tag)) {
      context.status(304);
      return;
    }
    context.contentType(answer.mediaType()).result(answer.body());
  }

  private static void refuse(Context context, Problem problem) {
    if (problem.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.kind() == Kind.CREDENTIALS) {
      context.header("WWW-Authenticate", "Bearer realm=\"teiten\"");
    }
    context
        .status(problem.kind().status())
        .contentType(Problem.MEDIA_TYPE)
        .result(problem.json().toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What Javalin itself refuses. */
  private static void refuse(Context context, int status) {
    Kind kind = Kind.of(status).orElse(status < 500 ? Kind.QUESTION : Kind.FAILED);
    refuse(
        context,
        new Problem(
            kind,
            switch (kind) {
              case NOT_FOUND -> "nothing is at this path; see /v1/openapi.json";
              case METHOD -> "this method is not for this path; OPTIONS says which are";
              case TOO_LARGE -> "a body may have " + MAX_BODY + " bytes";
              default -> "the request is not understood";
            }));
  }

  private void failed(Exception e, Context context) {
    failures.failed(
        Level.ERROR,
        "query: " + e.getClass(),
        "a question was answered 500 for "
            + (e instanceof SQLException sql ? FlowStore.firstLine(sql) : ErrorText.of(e)));
    LOG.debug("a question was answered 500", e);
    refuse(
        context,
        new Problem(Kind.FAILED, "the centre could not answer; its operator finds why in its log"));
  }

  /** Stops to accept; requests under way are answered. */
  @Override
  public void close() {
    server.stop();
  }
}
