// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * How slowly a body may arrive: after a grace, at no less than a rate on average. A sender that is
 * silent altogether is cut off by the connection's idle timeout.
 *
 * @param bytesPerSecond the least rate, 0 for any
 * @param grace how long a body may take whatever its rate
 */
record SenderPace(long bytesPerSecond, Duration grace) {
  /** A body arrives too slowly. */
  static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1;

    TooSlowException(long bytes, long millis) {
      super("only " + bytes + " bytes arrived in " + millis + " ms");
    }
  }

  /** What a sender is told whose body broke off or came too slowly; empty if that is not why. */
  static Optional<Refusal> refusal(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String name = cause.getClass().getSimpleName();
    return cause instanceof TooSlowException
            || name.equals("TimeoutException")
            || name.contains("BadMessage")
            || name.contains("Eof")
        ? Optional.of(new Refusal(408, "too_slow", "the body did not arrive in time"))
        : Optional.empty();
  }

  /** The body, failing where it arrives too slowly. */
  InputStream limit(InputStream body) {
    long begin = System.nanoTime();
    return new FilterInputStream(body) {
      private long total;

      @Override
      public int read() throws IOException {
        int b = super.read();
        arrived(b < 0 ? 0 : 1);
        return b;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        arrived(Math.max(0, n));
        return n;
      }

      private void arrived(int n) throws IOException {
        total += n;
        long nanos = System.nanoTime() - begin;
        if (nanos > grace.toNanos() && total < bytesPerSecond * (nanos / 1e9)) {
          throw new TooSlowException(total, nanos / 1_000_000);
        }
      }
    };
  }
}
