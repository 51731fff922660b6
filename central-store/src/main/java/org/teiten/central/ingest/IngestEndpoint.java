// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.listen.HttpListener;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * {@code PUT /v1/sensors/{sensor}/batches/{epoch}/{sequence}} (design §5) and what sensors need to
 * get certificates: this listener answers no question. With TLS nothing but {@code /v1/enrol}
 * answers without a certificate. Senders are bounded in number, size, silence and slowness.
 */
public final class IngestEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestEndpoint.class);
  private static final int CONNECTIONS = 1_000;
  static final String SHOWN = "certificate";
  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;
  private static final int PASSING_AT_A_TIME = 4;

  /** Each bounded kind of slow sender beside uploads, and as many who are quick. */
  private static final int OTHER_THREADS =
      8
          + 2 * CertificateRoutes.AT_A_TIME
          + TestBatchRoute.AT_A_TIME
          + StateRoute.AT_A_TIME
          + PASSING_AT_A_TIME;

  private static final int PASSING_CHUNK = 64 << 10;
  private static final long PASSING_BYTES = 64L << 20;
  private static final long PASSING_NANOS = 20_000_000_000L;

  private final BatchIntake intake;
  private final IngestCounters counters;
  private final Semaphore passing = new Semaphore(PASSING_AT_A_TIME);
  private final SenderPace pace;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final SensorAccess access;
  private final HttpListener listener;

  /**
   * Starts to listen.
   *
   * @param access who may deliver, and whether there is TLS
   * @throws IOException that says where it cannot listen, and why
   */
  public IngestEndpoint(
      IngestConfig config, BatchIntake intake, IngestCounters counters, SensorAccess access)
      throws IOException {
    this.access = access;
    this.intake = intake;
    this.counters = counters;
    this.pace = new SenderPace(config.minRate().bytes(), config.idleTimeout());
    this.listener =
        new HttpListener(
            new HttpListener.Bounds(
                config.listen(),
                "ingest.listen",
                CONNECTIONS,
                config.maxUploads() + OTHER_THREADS,
                config.idleTimeout()),
            access.listener().map(one -> new HttpListener.Security(one.context(), true)),
            counters.silent,
            List.of(new HandshakeFailures(counters)),
            javalin -> configure(javalin, config));
  }

  private void configure(JavalinConfig javalin, IngestConfig config) {
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.defaultContentType = "application/json";
    if (access.listener().isPresent()) {
      new CertificateRoutes(access.desk(), access.gate(), pace, counters).register(javalin);
      javalin.routes.before(this::authenticate);
    }
    new BatchRoute(intake, access.gate(), pace, counters, config.maxUploads()).register(javalin);
    new TestBatchRoute(intake, access.gate(), pace, counters).register(javalin);
    new StateRoute(access.gate(), pace, counters).register(javalin);
    javalin.routes.exception(Refusal.class, (e, context) -> refuse(context, e));
    javalin.routes.exception(
        HttpResponseException.class,
        (e, context) ->
            refuse(
                context, new Refusal(e.getStatus(), "not_here", String.valueOf(e.getMessage()))));
    javalin.routes.exception(Exception.class, this::failed);
  }

  /** Lets connections from now on see what the listener's identity now is. */
  public void reload() {
    access.listener().ifPresent(one -> listener.show(one.context()));
  }

  private void authenticate(Context context) throws Refusal {
    String path = context.path();
    if (!path.equals(CertificateRoutes.ENROL) && !path.equals(CertificateRoutes.RENEW)) {
      context.attribute(SHOWN, access.gate().authenticate(CertificateRoutes.certificates(context)));
      HttpListener.proved(context);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  static SensorId sensor(Context context) throws Refusal {
    try {
      return new SensorId(context.pathParam("sensor"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "path", "the path names no sensor: " + e.getMessage());
    }
  }

  static void requireUsable(Context context, long maxBody) throws Refusal {
    if (context.req().getContentLengthLong() > maxBody) {
      throw IncomingFile.tooLarge(maxBody);
    }
    String encoding = context.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(
          415, "unsupported", "a batch is compressed already; send it without Content-Encoding");
    }
  }

  private void refuse(Context context, Refusal refusal) {
    if (SensorGate.isOfStranger(refusal)) {
      counters.strangers.increment();
    } else {
      counters.answered(refusal.status());
    }
    if (refusal.status() == UNAUTHENTICATED || refusal.status() == FORBIDDEN) {
      passOver(context);
    }
    Answers.refuse(context, refusal);
  }

  /**
   * Reads what is left of a refused sender's body, within bounds: one that is cut off in the middle
   * of it takes that for a broken network and does not see the answer.
   */
  private void passOver(Context context) {
    if (!passing.tryAcquire()) {
      return;
    }
    long end = System.nanoTime() + PASSING_NANOS;
    long left = PASSING_BYTES;
    byte[] chunk = new byte[PASSING_CHUNK];
    try {
      InputStream body = context.bodyInputStream();
      int n = 0;
      while (n >= 0 && left > 0 && System.nanoTime() < end) {
        n = body.read(chunk);
        left -= n;
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a refused sender went away", e);
    } finally {
      passing.release();
    }
  }

  private void failed(Exception e, Context context) {
    Optional<Refusal> late = SenderPace.refusal(e);
    if (late.isPresent()) {
      LOG.debug("a sender was too slow or went away", e);
      refuse(context, late.get());
      return;
    }
    Throwable cause = rootCause(e);
    failures.failed(
        Level.ERROR,
        "ingest: " + cause.getClass(),
        "a batch was answered 503 for " + ErrorText.of(cause));
    LOG.debug("a batch was answered 503", e);
    refuse(context, new Refusal(503, "failed", "the centre could not take the batch", 30));
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Stops to accept; requests under way are answered. */
  @Override
  public void close() {
    listener.close();
  }
}
