// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.util.List;
import org.teiten.central.audit.AuditEntry;
import org.teiten.central.audit.AuditJournal;

/** Who read addresses of sources, and who changed what. */
final class AuditAnswers {
  private final AuditJournal audit;

  AuditAnswers(AuditJournal audit) {
    this.audit = audit;
  }

  private record Listed(List<AuditEntry> entries, String next) {}

  Answer list(Asked asked) throws IOException, Problem {
    String after = Cursor.read(asked);
    int limit = asked.limit(Page.USUAL);
    List<AuditEntry> found = audit.read(after == null ? 0 : Long.parseLong(after), limit + 1);
    if (found.size() <= limit) {
      return Answer.of(new Listed(found, null));
    }
    List<AuditEntry> page = found.subList(0, limit);
    return Answer.of(
        new Listed(page, Cursor.after(asked, Long.toString(page.get(limit - 1).number()))));
  }
}
