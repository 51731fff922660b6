// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;

/**
 * Something that somebody did, or read.
 *
 * @param number from 1, without gaps
 * @param time when
 * @param who an account, {@code local:USER} for a command of this host
 * @param what in words with dots, such as {@code sources.read}
 * @param detail by name, all text
 * @param previous hash of the entry before, 64 zeros before the first
 * @param hash SHA-256 of all of the above, as the journal has it
 */
@JsonPropertyOrder({"number", "time", "who", "what", "detail", "previous", "hash"})
public record AuditEntry(
    long number,
    Instant time,
    String who,
    String what,
    Map<String, String> detail,
    String previous,
    String hash) {
  /** Copies the map. */
  public AuditEntry {
    detail = Map.copyOf(detail);
  }

  AuditEntry withHash(String other) {
    return new AuditEntry(number, time, who, what, detail, previous, other);
  }
}
