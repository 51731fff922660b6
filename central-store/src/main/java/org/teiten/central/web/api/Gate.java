// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Optional;
import org.teiten.central.account.Access;
import org.teiten.central.account.Account;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Right;
import org.teiten.central.web.api.Problem.Kind;

/** Says who asks, whether that may be asked, and how often. Any thread. */
final class Gate {
  private static final String BEARER = "Bearer ";
  private static final String CSRF = "Teiten-Csrf";

  private final Accounts accounts;
  private final Pace callers;
  private final Pace strangers;
  private final Sessions sessions;

  Gate(Accounts accounts, Sessions sessions, Pace callers, Pace strangers) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.callers = callers;
    this.strangers = strangers;
  }

  /**
   * Lets a request in.
   *
   * @throws Problem if it may not, or not now
   */
  Caller admit(Context context, Operation operation) throws Problem, IOException {
    Right right = operation.shape().right();
    String authorization = context.header("Authorization");
    if (authorization == null && context.cookie(Login.COOKIE) != null) {
      return admitted(context, operation, ofSession(context, operation));
    } else if (authorization == null) {
      take(context, strangers, context.ip());
      if (right != null) {
        throw new Problem(Kind.CREDENTIALS, "send a token: Authorization: Bearer teiten_…");
      }
      return Caller.NOBODY;
    }
    Optional<Account> account =
        authorization.startsWith(BEARER)
            ? accounts.ofToken(authorization.substring(BEARER.length()).strip())
            : Optional.empty();
    if (account.isEmpty()) {
      // Guessing is slow, and costs others of that address nothing but their own guesses.
      take(context, strangers, context.ip());
      throw new Problem(
          Kind.CREDENTIALS,
          "this token is not known, has ended or was revoked, or its account is disabled");
    }
    return admitted(context, operation, Caller.of(account.get()));
  }

  private Caller admitted(Context context, Operation operation, Caller caller) throws Problem {
    Right right = operation.shape().right();
    take(context, callers, caller.id());
    if (right != null && caller.access().reach(right) == Access.Reach.NONE) {
      throw new Problem(Kind.FORBIDDEN, "a " + caller.access().role().label() + " may not do this");
    }
    return caller;
  }

  /** Of a cookie; what is changed by one needs what no other site can make a browser send. */
  private Caller ofSession(Context context, Operation operation) throws Problem, IOException {
    Optional<Sessions.Session> session = sessions.find(context.cookie(Login.COOKIE));
    if (session.isEmpty()) {
      take(context, strangers, context.ip());
      if (operation.shape().right() == null) {
        return Caller.NOBODY;
      }
      throw new Problem(Kind.CREDENTIALS, "this session has ended; log in again");
    }
    if (!operation.shape().method().equals(HandlerType.GET)
        && operation.shape().right() != null
        && !session.get().shows(context.header(CSRF))) {
      throw new Problem(Kind.FORBIDDEN, "send " + CSRF + " with what the session said under csrf");
    }
    return session.get().caller();
  }

  /** Takes a turn, and says so in the headers (draft-ietf-httpapi-ratelimit-headers). */
  private static void take(Context context, Pace pace, String who) throws Problem {
    Pace.Turn turn = pace.take(who);
    context.header("RateLimit-Policy", "\"minute\";q=" + pace.aMinute() + ";w=60");
    context.header("RateLimit", "\"minute\";r=" + turn.left() + ";t=" + turn.seconds());
    if (!turn.allowed()) {
      throw new Problem(
          Kind.TOO_MANY,
          "more than "
              + pace.aMinute()
              + " requests a minute; come again in "
              + turn.seconds()
              + " s",
          turn.seconds());
    }
  }
}
