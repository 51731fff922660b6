// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.teiten.central.audit.AuditJournal;

/**
 * Notes in the audit whoever is given addresses of sources: who, what was asked, how many; never
 * the addresses. Nothing is given that is not noted.
 */
final class SourceReads {
  private final AuditJournal audit;
  private final LongAdder given = new LongAdder();

  SourceReads(AuditJournal audit) {
    this.audit = audit;
  }

  /** How many were given since the centre runs. */
  long given() {
    return given.sum();
  }

  /**
   * Notes that some are about to be given.
   *
   * @throws IOException if it cannot be noted: then nothing may be given
   */
  void note(Asked asked, int sources) throws IOException {
    if (sources == 0) {
      return;
    }
    audit.add(
        asked.caller().id(),
        "sources.read",
        Map.of(
            "operation",
            asked.operation().id(),
            "question",
            asked.question(),
            "sources",
            Integer.toString(sources)));
    given.add(sources);
    asked.context().header("Cache-Control", "no-store");
  }
}
