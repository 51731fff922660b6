// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.time.Instant;
import java.util.List;

/**
 * Whether notices did anything.
 *
 * @param question that was asked
 * @param observedTo until when anything was observed, null if nothing was
 * @param simulated whether any of it was never observed
 * @param toldBefore sources left out, because an earlier notice was about them
 * @param all of the notices together
 * @param groups most sources first
 * @param cases a source each, in the order of their notices
 */
public record EffectAnswer(
    EffectQuestion question,
    Instant observedTo,
    boolean simulated,
    long toldBefore,
    Effect all,
    List<Effect> groups,
    List<CaseState> cases) {
  /**
   * What became of a source.
   *
   * @param state silent, active, silent_before, too_early
   * @param days until its silence began, or for which it is known that it had not; null if unknown
   * @param seenAgain whether it was seen again after a week of silence
   * @param comparable sources with which it is compared
   * @param answer what its recipient said, or unanswered
   */
  public record CaseState(
      String source,
      String notice,
      String recipient,
      String country,
      String port,
      Instant sent,
      String state,
      Integer days,
      boolean seenAgain,
      int comparable,
      String answer) {}
}
