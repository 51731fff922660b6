// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

/** What the packets of a change say of a known mark. */
public enum MarkEvidence {
  /** The entry leaves no known mark, nor do the packets bear one. */
  NONE(""),
  /** The packets bear the mark of the entry. */
  BORNE("; the packets bear its mark"),
  /** The entry leaves a mark, and the packets do not bear it. */
  ABSENT("; the packets do not bear its mark"),
  /** The packets do not bear the mark of Mirai, which many others at such ports do. */
  NO_MIRAI("; no Mirai mark");

  private final String words;

  MarkEvidence(String words) {
    this.words = words;
  }

  /** As it ends a reason, in English. */
  public String words() {
    return words;
  }
}
