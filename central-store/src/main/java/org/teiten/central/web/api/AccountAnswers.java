// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.teiten.central.account.Access;
import org.teiten.central.account.Account;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;
import org.teiten.central.account.ShownAccount;
import org.teiten.central.account.ShownToken;
import org.teiten.central.web.api.Problem.Kind;

/** Accounts and their tokens. */
final class AccountAnswers {
  private static final long USUAL_DAYS = 90;
  private static final long MOST_DAYS = 3_650;

  private final Accounts accounts;

  AccountAnswers(Accounts accounts) {
    this.accounts = accounts;
  }

  private record Self(String account, Role role, List<String> groups, List<String> organisations) {}

  private record Listed(List<ShownAccount> accounts, String next) {}

  private record NewToken(String secret, ShownToken token) {}

  /** What an account is to be. */
  record Wanted(Role role, List<String> groups, List<String> organisations, Boolean disabled) {
    Wanted {
      if (role == null) {
        throw new IllegalArgumentException("role is missing");
      }
    }

    Scope scope() {
      return new Scope(groups, organisations);
    }
  }

  record WantedToken(String note, Long days) {
    WantedToken {
      if (days != null && (days < 1 || days > MOST_DAYS)) {
        throw new IllegalArgumentException("days must be 1 to " + MOST_DAYS);
      }
    }
  }

  record WantedPassword(String password) {
    WantedPassword {
      if (password == null) {
        throw new IllegalArgumentException("password is missing");
      }
    }
  }

  static Answer self(Asked asked) throws IOException {
    Access access = asked.caller().access();
    return Answer.of(
        new Self(
            asked.caller().id(),
            access.role(),
            access.scope().groups(),
            access.scope().organisations()));
  }

  Answer list(Asked asked) throws IOException, Problem {
    Page<Account> page = Page.of(asked, accounts.all(), Account::id);
    return Answer.of(
        new Listed(page.entries().stream().map(ShownAccount::of).toList(), page.next()));
  }

  /** Makes it, or gives it another role and scope. */
  Answer put(Asked asked) throws IOException, Problem {
    Wanted wanted = asked.body(Wanted.class);
    String id = asked.path("account");
    Account now =
        accounts.find(id).isEmpty()
            ? accounts.add(id, wanted.role(), wanted.scope(), who(asked))
            : changed(asked, wanted);
    if (wanted.disabled() != null && wanted.disabled() != now.disabled()) {
      requireOther(asked);
      now = accounts.disabled(id, wanted.disabled(), who(asked));
    }
    return Answer.of(ShownAccount.of(now));
  }

  private Account changed(Asked asked, Wanted wanted) throws IOException, Problem {
    Account before = require(asked);
    if (before.role() == wanted.role() && before.scope().equals(wanted.scope())) {
      return before;
    }
    requireOther(asked);
    return accounts.role(before.id(), wanted.role(), wanted.scope(), who(asked));
  }

  /** So that an administrator does not lock the door behind himself. */
  private static void requireOther(Asked asked) throws Problem {
    if (asked.path("account").equals(asked.caller().id())) {
      throw new Problem(
          Kind.CONFLICT, "this is your own account; another administrator must change it");
    }
  }

  private Account require(Asked asked) throws IOException, Problem {
    return accounts
        .find(asked.path("account"))
        .orElseThrow(() -> new Problem(Kind.NOT_FOUND, "there is no such account"));
  }

  private static String who(Asked asked) {
    return asked.caller().id();
  }

  Answer password(Asked asked) throws IOException, Problem {
    require(asked);
    WantedPassword wanted = asked.body(WantedPassword.class);
    accounts.password(asked.path("account"), wanted.password(), who(asked));
    return Answer.EMPTY;
  }

  Answer addToken(Asked asked) throws IOException, Problem {
    require(asked);
    WantedToken wanted = asked.body(WantedToken.class);
    Accounts.NewToken token =
        accounts.addToken(
            asked.path("account"),
            wanted.note() == null ? "" : wanted.note(),
            Duration.ofDays(wanted.days() == null ? USUAL_DAYS : wanted.days()),
            who(asked));
    return Answer.of(new NewToken(token.text(), ShownToken.of(token.kept())));
  }

  Answer revokeToken(Asked asked) throws IOException, Problem {
    Account account = require(asked);
    if (account.tokens().stream().noneMatch(one -> one.id().equals(asked.path("token")))) {
      throw new Problem(Kind.NOT_FOUND, "there is no such token");
    }
    accounts.revokeToken(account.id(), asked.path("token"), who(asked));
    return Answer.EMPTY;
  }
}
