// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.teiten.central.audit.AuditJournal;
import org.teiten.central.web.api.Problem.Kind;

/** Who is logged in with a browser, by an account here or an OpenID provider's word. */
final class SessionAnswers {
  private final Sessions sessions;
  private final AuditJournal audit;

  SessionAnswers(Sessions sessions, AuditJournal audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  /** How often an account is logged in, and when the last of it ends by itself. */
  private record Shown(String account, int sessions, Instant expires) {}

  private record Listed(List<Shown> sessions, String next) {}

  Answer list(Asked asked) throws IOException, Problem {
    Map<String, Shown> shown = new TreeMap<>();
    for (Sessions.Session one : sessions.all()) {
      String account = one.caller().id();
      int before = shown.containsKey(account) ? shown.get(account).sessions() : 0;
      shown.put(account, new Shown(account, before + 1, one.expires()));
    }
    Page<Shown> page = Page.of(asked, new ArrayList<>(shown.values()), Shown::account);
    return Answer.of(new Listed(page.entries(), page.next()));
  }

  Answer end(Asked asked) throws IOException, Problem {
    String account = asked.text("account");
    long ended = sessions.all().stream().filter(one -> one.caller().id().equals(account)).count();
    if (ended == 0) {
      throw new Problem(
          Kind.NOT_FOUND, "nobody is logged in as that; GET /v1/sessions says who is");
    }
    audit.add(
        asked.caller().id(),
        "sessions.ended",
        Map.of("account", account, "sessions", Long.toString(ended)));
    sessions.closeAll(account);
    return Answer.EMPTY;
  }
}
