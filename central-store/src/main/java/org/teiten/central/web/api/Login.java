// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.teiten.central.account.Access;
import org.teiten.central.account.Account;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Role;
import org.teiten.central.web.api.Problem.Kind;

/** Sessions of browsers: by account and password, and out again. */
final class Login {
  /** Only this host's, over TLS or loopback; browsers see to that by the name's begin. */
  static final String COOKIE = "__Host-teiten";

  private static final int AT_A_TIME = 4;
  private static final int COME_AGAIN_SECONDS = 2;

  private final Accounts accounts;
  private final Sessions sessions;
  private final Pace tries;
  private final Semaphore room = new Semaphore(AT_A_TIME);

  Login(Accounts accounts, Sessions sessions, Pace tries) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.tries = tries;
  }

  record Credentials(String account, String password) {
    Credentials {
      if (account == null || password == null) {
        throw new IllegalArgumentException("account or password is missing");
      }
    }

    @Override
    public String toString() {
      return account;
    }
  }

  /** A session, without its cookie. */
  private record Shown(
      String account,
      Role role,
      List<String> groups,
      List<String> organisations,
      String csrf,
      Instant expires) {}

  Answer in(Asked asked) throws IOException, Problem {
    Credentials given = asked.body(Credentials.class);
    Pace.Turn turn = tries.take(given.account());
    if (!turn.allowed()) {
      throw new Problem(
          Kind.TOO_MANY,
          "more than " + tries.aMinute() + " tries a minute for this account",
          turn.seconds());
    }
    if (!room.tryAcquire()) {
      throw new Problem(Kind.BUSY, "many are logging in", COME_AGAIN_SECONDS);
    }
    Optional<Account> account;
    try {
      account = accounts.ofPassword(given.account(), given.password());
    } finally {
      room.release();
    }
    Account known =
        account.orElseThrow(() -> new Problem(Kind.CREDENTIALS, "account or password is wrong"));
    return open(asked.context(), Caller.of(known), known.generation());
  }

  /** Begins a session, and sets its cookie. */
  Answer open(Context context, Caller caller, int generation) throws IOException {
    Sessions.Opened opened = sessions.open(caller, generation);
    cookie(context, COOKIE, opened.cookie(), sessions.length().toSeconds());
    Access access = caller.access();
    context.header("Cache-Control", "no-store");
    return Answer.of(
        new Shown(
            caller.id(),
            access.role(),
            access.scope().groups(),
            access.scope().organisations(),
            opened.session().csrf(),
            opened.session().expires()));
  }

  /** Sets a cookie that no script reads and no other site makes a browser send with a change. */
  static void cookie(Context context, String name, String value, long seconds) {
    context.header(
        "Set-Cookie",
        name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + seconds);
  }

  Answer out(Asked asked) {
    String cookie = asked.context().cookie(COOKIE);
    if (cookie != null) {
      sessions.close(cookie);
    }
    cookie(asked.context(), COOKIE, "", 0);
    return Answer.EMPTY;
  }
}
