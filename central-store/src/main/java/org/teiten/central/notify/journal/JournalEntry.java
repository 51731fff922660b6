// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import java.time.Instant;
import java.util.Map;

/**
 * Something that was done, and by whom.
 *
 * @param number from 1, without gaps
 * @param time when
 * @param who a person's name, or {@code teiten} for the program itself
 * @param what happened
 * @param notice to which notice; the id of a phenomenon if it was judged
 * @param detail by name, all text
 * @param previous hash of the entry before, 64 zeros before the first
 * @param hash SHA-256 of all of the above, as the journal has it
 */
public record JournalEntry(
    long number,
    Instant time,
    String who,
    NoticeEvent what,
    String notice,
    Map<String, String> detail,
    String previous,
    String hash) {
  /** Copies the map. */
  public JournalEntry {
    detail = Map.copyOf(detail);
  }
}
