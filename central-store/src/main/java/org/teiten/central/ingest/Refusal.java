// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/** A batch is not taken. The message is for the sender: what, where, what to do. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;
  private final int retryAfterSeconds;

  /**
   * Makes a refusal for good.
   *
   * @param status the HTTP status
   * @param error one word for programs
   * @param message one sentence for people
   */
  public Refusal(int status, String error, String message) {
    this(status, error, message, 0);
  }

  /** Makes a refusal for now; the sender may come again after that many seconds. */
  public Refusal(int status, String error, String message, int retryAfterSeconds) {
    super(message);
    this.status = status;
    this.error = error;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public int status() {
    return status;
  }

  public String error() {
    return error;
  }

  /** 0 if coming again is no use. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  Refusal copy() {
    return new Refusal(status, error, getMessage(), retryAfterSeconds);
  }
}
