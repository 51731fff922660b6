// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/** Packets that could not be read, by {@link UndecodableReason}. */
public record Undecodable(long version, long headerLength, long totalLength, long truncated) {
  public static final Undecodable NONE = new Undecodable(0, 0, 0, 0);

  public long total() {
    return version + headerLength + totalLength + truncated;
  }

  public long count(UndecodableReason reason) {
    return switch (reason) {
      case VERSION -> version;
      case HEADER_LENGTH -> headerLength;
      case TOTAL_LENGTH -> totalLength;
      case TRUNCATED -> truncated;
    };
  }
}
