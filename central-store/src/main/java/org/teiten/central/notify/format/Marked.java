// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import java.util.Set;
import org.teiten.central.notify.select.Evidence;

/**
 * What a mark says of the sender. Tools are marked by how they make packets, so a mark of malware
 * says that the sender is infected, and one of a tool only that somebody scans with it.
 *
 * @param mark null if the packets bear none
 */
record Marked(String mark) {
  private static final Set<String> MALWARE = Set.of("mirai");

  static Marked of(Evidence line) {
    return new Marked(line.mark());
  }

  boolean infected() {
    return mark != null && MALWARE.contains(mark);
  }

  /** The malware's name, null if none. */
  String malware() {
    return infected() ? mark : null;
  }

  /** As Shadowserver tags such packets, null if there is no mark. */
  String tag() {
    return mark == null ? null : infected() ? mark + "-like" : mark;
  }
}
