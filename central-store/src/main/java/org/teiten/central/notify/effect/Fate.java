// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.List;

/**
 * What became of a source that somebody was told about.
 *
 * @param state whether it could be followed
 * @param followed null unless it could
 * @param comparable what became of those that it is compared with
 * @param sameCountry how many of these are of its country
 */
record Fate(State state, Followed followed, List<Followed> comparable, int sameCountry) {
  /** It had sent nothing for a week when its notice went out. */
  static final Fate SILENT_BEFORE = new Fate(State.SILENT_BEFORE, null, List.of(), 0);

  /** A week after its notice is not over, or was not observed. */
  static final Fate TOO_EARLY = new Fate(State.TOO_EARLY, null, List.of(), 0);

  /** Whether a source could be followed. */
  enum State {
    FOLLOWED,
    SILENT_BEFORE,
    TOO_EARLY
  }

  boolean isCompared() {
    return state == State.FOLLOWED && !comparable.isEmpty();
  }
}
