// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;

/** A batch is not what it claims. The message says what is wrong and at which byte or row. */
public final class InvalidBatchException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of fault, as a label for counters and for the choice of an answer. */
  public enum Kind {
    /** Not an Avro container, cut off, or bytes that do not decode. */
    MALFORMED,
    /** Schema, codec or format version that was never released. */
    UNSUPPORTED,
    /** Past a limit. */
    TOO_LARGE,
    /** Decodes, but its parts contradict each other or cannot be true. */
    LYING
  }

  private final Kind kind;

  public InvalidBatchException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public InvalidBatchException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
