// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.listen.HttpListener;
import org.teiten.central.pki.ServedIdentity;
import org.teiten.central.store.FlowStore;
import org.teiten.central.web.api.Problem.Kind;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * The HTTP API under {@code /v1}: answers questions, and takes no batch. Apart from the ingest
 * listener in port, threads and connections; askers are bounded in number, pace, size and time.
 */
public final class QueryEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryEndpoint.class);
  private static final int CONNECTIONS = 500;
  private static final int THREADS = 24;
  private static final int MAX_BODY = 64 << 10;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Map<Operation, Action> actions;
  private final Gate gate;
  private final String zone;
  private final QueryCounters counters;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final Optional<ServedIdentity> identity;
  private final HttpListener listener;

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
    this.listener =
        new HttpListener(
            new HttpListener.Bounds(config.listen(), "query.listen", CONNECTIONS, THREADS, IDLE),
            identity.map(one -> new HttpListener.Security(one.context(), false)),
            counters.silent,
            List.of(),
            this::configure);
  }

  private void configure(JavalinConfig javalin) {
    javalin.http.compressionStrategy = CompressionStrategy.GZIP;
    javalin.http.maxRequestSize = MAX_BODY;
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

  /** Lets connections from now on see what the listener's identity now is, if it changed. */
  public void refresh() {
    identity.filter(ServedIdentity::refresh).ifPresent(changed -> listener.show(changed.context()));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  private void headers(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "private, no-cache");
    if (identity.isPresent()) {
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
    } catch (Problem e) {
      counters.refused(operation, e.kind());
      throw e;
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
    listener.close();
  }
}
