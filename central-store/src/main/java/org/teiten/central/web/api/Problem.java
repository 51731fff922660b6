// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.teiten.central.web.ControlEndpoint;

/** A request is not answered as asked; goes out as {@code application/problem+json} (RFC 9457). */
final class Problem extends Exception {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1;

  /** What kinds there are: a word for programs, the HTTP status, a title for people. */
  enum Kind {
    QUESTION(400, "The question is wrong"),
    CREDENTIALS(401, "Who you are is not known"),
    FORBIDDEN(403, "This is not for you to see or do"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD(405, "This cannot be done there"),
    CONFLICT(409, "Something stands in the way"),
    TOO_LARGE(413, "The body is too large"),
    MEDIA_TYPE(415, "The body is of another kind"),
    CONTENT(422, "What the body says cannot be done"),
    TOO_MANY(429, "Too many requests"),
    FAILED(500, "The centre failed"),
    BUSY(503, "The centre is busy"),
    TOO_LONG(504, "The answer took too long");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    /** Its word, in {@code type} too. */
    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<Kind> of(int status) {
      return java.util.Arrays.stream(values()).filter(one -> one.status == status).findFirst();
    }
  }

  private final Kind kind;
  private final int retryAfterSeconds;

  Problem(Kind kind, String detail) {
    this(kind, detail, 0);
  }

  Problem(Kind kind, String detail, int retryAfterSeconds) {
    super(detail);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  Kind kind() {
    return kind;
  }

  /** 0 if coming again is no use. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  ObjectNode json() {
    return ControlEndpoint.JSON
        .createObjectNode()
        .put("type", "urn:teiten:problem:" + kind.label())
        .put("title", kind.title)
        .put("status", kind.status)
        .put("detail", getMessage());
  }
}
