// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.Locale;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.notify.select.Selection;

/** A selection for people: who is told, what is left out, the loudest sources of each. */
final class SelectionTable {
  private static final int SHOWN = 5;

  private SelectionTable() {}

  static void print(Selection selection, PrintWriter out) {
    if (selection.simulated()) {
      out.println("SIMULATED DATA: this was never observed.");
    }
    out.printf(
        "Sources, %s to %s (%s)%n%n",
        selection.question().from(), selection.question().to(), selection.question().zone());
    if (selection.told().isEmpty()) {
      out.println("Nobody would be told: no source is left. What was left out stands below.");
    }
    for (Selection.Told told : selection.told()) {
      out.printf(
          Locale.ROOT,
          "%s: %,d sources, %,d packets%n",
          told.organisation() == null
              ? "Nobody is known for, a human decides"
              : told.name() + " (" + told.organisation() + ")",
          told.sources(),
          told.packets());
      selection.sources().stream()
          .filter(source -> java.util.Objects.equals(source.organisation(), told.organisation()))
          .limit(SHOWN)
          .forEach(source -> print(source, out));
      if (told.sources() > SHOWN) {
        out.printf(Locale.ROOT, "  and %,d more%n", told.sources() - SHOWN);
      }
    }
    if (!selection.leftOut().isEmpty()) {
      out.println();
      out.println("Left out:");
      for (Selection.LeftOut one : selection.leftOut()) {
        out.printf(
            Locale.ROOT,
            "  %-17s %,10d sources %,12d packets%n",
            one.reason().replace('_', ' '),
            one.sources(),
            one.packets());
      }
    }
  }

  private static void print(NoticedSource source, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %-15s %s AS%d  %,d packets at %d sensors, %s to %s%s%n",
        source.address(),
        source.country(),
        source.network(),
        source.packets(),
        source.sensors(),
        source.first(),
        source.last(),
        source.marks().isEmpty() ? "" : ", " + String.join(" ", source.marks()));
    if (!source.evidence().isEmpty()) {
      Evidence last = source.evidence().get(0);
      out.printf(
          "    last %s %s%s to %s, clock %s%s%n",
          last.time(),
          last.protocol(),
          last.sourcePort() == null ? "" : " from port " + last.sourcePort(),
          last.port() == null ? "ICMP type " + last.icmpType() : last.port(),
          last.clock(),
          last.clockErrorMicros() == null ? "" : " within " + last.clockErrorMicros() + " µs");
    }
  }
}
