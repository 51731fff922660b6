// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/** How a level changes. */
public enum PhenomenonKind {
  /** To a higher level, at once. */
  RISE("rise"),
  /** To a lower level. */
  FALL("fall"),
  /** Up, and back within days. */
  BURST("burst"),
  /** To a higher level, over 7 to 59 days. */
  RAMP("ramp"),
  /** Of a port, or a country in it, that was hardly seen before. */
  APPEARANCE("appearance");

  private final String label;

  PhenomenonKind(String label) {
    this.label = label;
  }

  /** The word in answers. */
  public String label() {
    return label;
  }
}
