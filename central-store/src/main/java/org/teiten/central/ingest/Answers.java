// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers of the listener: JSON, a status, and of a refusal a sentence. */
final class Answers {
  static final JsonMapper JSON = new JsonMapper();

  private Answers() {}

  static void give(Context context, int status, Map<String, ?> answer) throws IOException {
    context.status(status).contentType("application/json").result(JSON.writeValueAsBytes(answer));
  }

  static void refuse(Context context, Refusal refusal) {
    if (refusal.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
    }
    // What is left of the body is not read: the connection cannot be used again.
    context.header("Connection", "close");
    context.status(refusal.status()).contentType("application/json").result(body(refusal));
  }

  private static byte[] body(Refusal refusal) {
    try {
      return JSON.writeValueAsBytes(
          Map.of("error", refusal.error(), "message", refusal.getMessage()));
    } catch (IOException e) {
      return "{\"error\":\"internal\"}".getBytes(StandardCharsets.UTF_8);
    }
  }
}
