// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What came of sending a batch.
 *
 * @param verdict what to do
 * @param status the HTTP status, 0 if there was no answer
 * @param text what the centre, or the network, said: one line, bounded, printable
 * @param retryAfter how long the centre asked to be left alone
 */
record Answer(Verdict verdict, int status, String text, Optional<Duration> retryAfter) {
  private static final int MAX_TEXT = 400;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  /** What an answer means (design §5). */
  enum Verdict {
    /** 201 stored, 200 already had it. */
    STORED("stored"),
    /** The batch is at fault: a human must look at it. */
    REFUSED("refused"),
    /** The path to the centre is at fault, not the batch. */
    PATH("path"),
    /** The centre knows this id with other content. */
    CONFLICT("conflict"),
    /** The centre is busy or full. */
    BUSY("busy"),
    /** Any other answer. */
    FAILED("failed"),
    /** No connection. */
    UNREACHABLE("unreachable"),
    /** The connection broke, or no answer came in time: the centre may or may not have it. */
    BROKEN("broken");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** Whether the batch may be why it did not work, so that others are tried first. */
    boolean suspectsBatch() {
      return this == FAILED || this == BROKEN;
    }

    static Verdict ofStatus(int status) {
      return switch (status) {
        case 200, 201 -> STORED;
        case 400, 413, 415, 422 -> REFUSED;
        case 401, 403, 404, 405, 407, 408, 421, 425 -> PATH;
        case 409 -> CONFLICT;
        case 429, 503, 507 -> BUSY;
        default -> FAILED;
      };
    }
  }

  static Answer ofStatus(int status, HttpHeaders headers, String body, Instant now) {
    return new Answer(
        Verdict.ofStatus(status),
        status,
        printable(message(body)),
        headers.firstValue("Retry-After").flatMap(value -> retryAfter(value, now)));
  }

  static Answer none(Verdict verdict, String text) {
    return new Answer(verdict, 0, printable(text), Optional.empty());
  }

  /** Seconds or a date (RFC 9110 §10.2.3), between nothing and an hour. */
  private static Optional<Duration> retryAfter(String value, Instant now) {
    Duration wait;
    try {
      wait =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
    if (wait.isNegative()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.of(wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait);
  }

  /** The sentence of the centre's answer; all of it if it is not the centre's. */
  private static String message(String body) {
    try {
      JsonNode answer = JSON.readTree(body);
      String sentence = answer == null ? "" : answer.path("message").asText();
      return sentence.isEmpty() ? body : sentence;
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  private static String printable(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
  }

  /** For the log: {@code 503: disk full}, or what the network said. */
  String describe() {
    if (status == 0) {
      return text;
    }
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }
}
