// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of each fault: docs/56-faults.md. */
final class FaultsPage {
  /**
   * One fault.
   *
   * @param fault what was done
   * @param operator what the operator sees, quoted
   * @param packets what became of them: before, meanwhile, afterwards
   */
  record Row(String fault, List<String> operator, String packets) {}

  private final List<Row> rows = new ArrayList<>();

  /** Words of a program as code in a cell. */
  static String quoted(String words) {
    return "`" + words.replace('`', '\'').replace("|", "\\|") + "`";
  }

  void add(Row row) {
    rows.add(row);
  }

  /** What was measured beside a fault, to its row. */
  void note(String text) {
    Row last = rows.remove(rows.size() - 1);
    rows.add(new Row(last.fault(), last.operator(), last.packets() + ". " + text));
  }

  void write(Path page) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Faults, and what becomes of them

            Written by `./test.sh --long faults`: a sensor and a centre as two processes in network namespaces of their own. For each
            fault packets are sent before it, while it lasts and after it, each time to a port of its own; *packets* says how many of
            them the centre has in the end. *Observed* are all that were sent; what is not observed is in no interval's observed span,
            so a blind sensor does not look quiet. After each group the books of every stage balance (`teiten_books_entries`).

            | fault | what the operator sees | packets |
            |---|---|---|
            """);
    for (Row row : rows) {
      text.append("| ")
          .append(row.fault())
          .append(" | ")
          .append(row.operator().isEmpty() ? "nothing" : String.join("<br>", row.operator()))
          .append(" | ")
          .append(row.packets())
          .append(" |\n");
    }
    text.append(
        """

        Not in this table: a clock that steps forward or back needs a clock of the test's own (`IntervalClosingTest`, `TableUnderAttackTest`,
        `SpoolKnownErrorsTest`, `EnrolmentTest`): an interval that a step cuts in two comes in parts, no time is counted twice, no age is negative.
        A suspended machine is shown by SIGSTOP and SIGCONT, the nearest that there is without a machine to suspend. Disk errors other than a full
        disk are in `SpoolKnownErrorsTest`; wrong certificates in [22-enrolment.md](22-enrolment.md).
        """);
    Files.writeString(page, text);
  }
}
