// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.teiten.sensor.ship.Answer.Verdict;
import org.teiten.sensor.spool.SpooledBatch;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Tls;

/** One {@code PUT} of one batch, with its digest (RFC 9530), within a bounded time. */
final class Delivery {
  private static final long SLOWEST_BYTES_PER_SECOND = 32 << 10;
  private static final int MAX_ANSWER = 4_096;

  private final URI centre;
  private final Duration answerTimeout;
  private final Supplier<HttpClient> client;
  private final ClockOffset clockOffset = new ClockOffset();

  /**
   * Prepares deliveries.
   *
   * @param client asked anew for each batch, since it changes when the certificate is renewed
   * @param answerTimeout how long to wait for an answer, beside the time that sending may take
   */
  Delivery(URI centre, Supplier<HttpClient> client, Duration answerTimeout) {
    this.client = client;
    this.centre = centre;
    this.answerTimeout = answerTimeout;
  }

  /**
   * Begins to send a batch.
   *
   * @param longest how long it may take, see {@link #longest}
   * @return the answer in time, never a failure
   * @throws IOException if the batch's file cannot be read
   */
  CompletableFuture<Answer> put(SpooledBatch batch, Duration longest) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(CentreHttp.at(centre, batch.id().path()))
            .header("Content-Type", "application/avro")
            .header("Content-Digest", "sha-256=:" + digest(batch.file()) + ":")
            .PUT(BodyPublishers.ofFile(batch.file()))
            .build();
    long timeout = longest.toMillis();
    Instant asked = Instant.now();
    CompletableFuture<HttpResponse<String>> exchange =
        client.get().sendAsync(request, head -> new BoundedText(MAX_ANSWER));
    return exchange
        .copy()
        .orTimeout(timeout, TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              exchange.cancel(true);
              return failure == null ? answer(response, asked) : noAnswer(failure, timeout);
            });
  }

  private Answer answer(HttpResponse<String> response, Instant asked) {
    Instant now = Instant.now();
    clockOffset.learn(asked, now, response.headers());
    return Answer.ofStatus(response.statusCode(), response.headers(), response.body(), now);
  }

  private Answer noAnswer(Throwable failure, long timeout) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException) {
      return Answer.none(Verdict.BROKEN, "no answer within " + timeout / 1_000 + " s");
    }
    if (isUnresolved(cause)) {
      return Answer.none(
          Verdict.UNREACHABLE,
          "the name "
              + centre.getHost()
              + ", or the proxy's, is not known here; see"
              + " /etc/resolv.conf");
    }
    Optional<String> handshake = Tls.handshakeFault(cause);
    return handshake.isPresent()
        ? Answer.none(Verdict.PATH, handshake.get())
        : Answer.none(verdict(cause), ErrorText.of(cause));
  }

  /** The client says of a name that is not known no more than that it cannot connect. */
  private static boolean isUnresolved(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof UnresolvedAddressException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  ClockOffset clockOffset() {
    return clockOffset;
  }

  /**
   * How long sending a batch may take over the slowest link that is put up with.
   *
   * @param sharing how many batches may be under way and share that link, this one included
   */
  Duration longest(SpooledBatch batch, int sharing) {
    return answerTimeout.plusSeconds(batch.bytes() * sharing / SLOWEST_BYTES_PER_SECOND);
  }

  private static Verdict verdict(Throwable failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException
        ? Verdict.UNREACHABLE
        : Verdict.BROKEN;
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return Base64.getEncoder().encodeToString(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
