// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.List;

/**
 * Where a change is seen and where not.
 *
 * @param spread in a word
 * @param groups of sensors, by name
 */
public record SeenBy(Spread spread, List<Viewpoint> groups) {
  /** Copies the list. */
  public SeenBy {
    groups = List.copyOf(groups);
  }
}
