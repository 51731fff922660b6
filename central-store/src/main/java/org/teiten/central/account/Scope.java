// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.util.List;
import org.teiten.central.text.EntryId;
import org.teiten.flowtuple.SensorId;

/**
 * What is a partner's own.
 *
 * @param groups of sensors
 * @param organisations of the contact files, whose constituency its sources are
 */
public record Scope(List<String> groups, List<String> organisations) {
  /** Nothing. */
  public static final Scope NOTHING = new Scope(List.of(), List.of());

  /**
   * Checks the words.
   *
   * @throws IllegalArgumentException that says which is wrong
   */
  public Scope {
    groups = groups == null ? List.of() : groups.stream().distinct().sorted().toList();
    organisations =
        organisations == null ? List.of() : organisations.stream().distinct().sorted().toList();
    groups.forEach(SensorId::new);
    organisations.forEach(EntryId::new);
  }

  boolean isNothing() {
    return groups.isEmpty() && organisations.isEmpty();
  }
}
