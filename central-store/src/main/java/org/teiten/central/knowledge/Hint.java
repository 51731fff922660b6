// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.util.List;

/**
 * What may explain a change: a hint with its reason, never a fact.
 *
 * @param id of the entry
 * @param kind {@code vulnerability}, or what kind of malware
 * @param name as people call it
 * @param cve numbers of the vulnerability, or of those that the malware uses
 * @param port the port that both have
 * @param known when it became public, or was first seen
 * @param days from then to the start of the change; negative: the change came first
 * @param knownThen whether it was public by the end of the period
 * @param mark what the packets say of the entry's mark
 * @param source where the entry is from
 */
public record Hint(
    String id,
    String kind,
    String name,
    List<String> cve,
    String port,
    KnownDate known,
    long days,
    boolean knownThen,
    MarkEvidence mark,
    String source) {
  static final String VULNERABILITY = "vulnerability";

  /** Copies the list. */
  public Hint {
    cve = List.copyOf(cve);
  }

  /** The reason, in English. */
  public String reason() {
    String what = kind.equals(VULNERABILITY) ? " was disclosed" : " was first seen";
    String using =
        kind.equals(VULNERABILITY) || cve.isEmpty() ? "" : " (uses " + String.join(", ", cve) + ")";
    String when =
        days < 0
            ? "seen " + -days + " days before " + name + using + what
            : "start " + days + " days after " + name + using + what;
    return "port " + port + "; " + when + mark.words();
  }
}
