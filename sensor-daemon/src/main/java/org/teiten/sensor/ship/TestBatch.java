// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.Undecodable;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchWriter;
import org.teiten.sensor.spool.SpoolOwner;
import org.teiten.support.tls.Certificates;

/**
 * A batch of one minute without a packet, which the centre takes, checks as any other, answers 201
 * and does not count: {@code POST /v1/sensors/{sensor}/test}.
 */
public final class TestBatch {
  /** What came of it. */
  public enum Outcome {
    /** The centre would take batches. */
    TAKEN,
    /** The centre is older than this and knows no test batches. */
    UNKNOWN_THERE,
    /** It answered, but not so. */
    REFUSED
  }

  /**
   * An answer.
   *
   * @param text status and sentence
   * @param clockOffset seconds that this clock is ahead of the centre's, where the answer tells
   */
  public record Result(Outcome outcome, String text, OptionalDouble clockOffset) {}

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_ANSWER = 4_096;
  private static final int SECONDS = 60;
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private TestBatch() {}

  /**
   * Sends one.
   *
   * @throws IOException if there is no answer
   */
  public static Result send(HttpClient client, URI centre, SpoolOwner owner)
      throws IOException, InterruptedException {
    byte[] batch = batch(owner, Instant.now());
    HttpRequest request =
        HttpRequest.newBuilder(CentreHttp.at(centre, "/v1/sensors/" + owner.sensor() + "/test"))
            .header("Content-Type", "application/avro")
            .header("Content-Digest", "sha-256=:" + digest(batch) + ":")
            .POST(BodyPublishers.ofByteArray(batch))
            .build();
    Instant asked = Instant.now();
    HttpResponse<String> response = CentreHttp.send(client, request, TIMEOUT, MAX_ANSWER);
    Instant now = Instant.now();
    ClockOffset offset = new ClockOffset();
    offset.learn(asked, now, response.headers());
    Answer answer =
        Answer.ofStatus(response.statusCode(), response.headers(), response.body(), now);
    return new Result(
        switch (response.statusCode()) {
          case CREATED -> Outcome.TAKEN;
          case NOT_FOUND, NOT_ALLOWED -> Outcome.UNKNOWN_THERE;
          default -> Outcome.REFUSED;
        },
        answer.describe(),
        Double.isNaN(offset.seconds())
            ? OptionalDouble.empty()
            : OptionalDouble.of(offset.seconds()));
  }

  private static String digest(byte[] bytes) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Certificates.sha256(bytes)));
  }

  static byte[] batch(SpoolOwner owner, Instant now) {
    Interval minute = new Interval(now.getEpochSecond() / SECONDS * SECONDS - SECONDS, SECONDS);
    IntervalHeader header =
        new IntervalHeader(
            minute,
            0,
            minute.startMicros(),
            minute.endMicros(),
            0,
            0,
            new CaptureLoss(0, 0, 0, 0, 0, Undecodable.NONE, 0, 0, 0, 0, 0, 0),
            new ClassTotals(0, 0, 0),
            0,
            0,
            ClockState.UNKNOWN);
    BatchHeader batch =
        new BatchHeader(
            new BatchId(owner.sensor(), "0".repeat(32), 0),
            owner.group(),
            EpochKind.LIVE,
            owner.software(),
            List.of(header),
            List.of(),
            0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new FlowBatchWriter(batch, bytes).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
