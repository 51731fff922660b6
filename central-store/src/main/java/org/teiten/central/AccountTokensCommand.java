// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.ShownToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teiten-central accounts token}. */
@Command(
    name = "token",
    description = "Tokens by which programs ask.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AccountTokensCommand.Add.class,
      AccountTokensCommand.ListAll.class,
      AccountTokensCommand.Revoke.class
    })
final class AccountTokensCommand {
  private AccountTokensCommand() {}

  /** For people. */
  static String line(ShownToken one) {
    return one.token()
        + "  until "
        + one.expires()
        + (one.lastUsed() == null ? ", never used" : ", last used " + one.lastUsed())
        + (one.note().isEmpty() ? "" : "  " + one.note());
  }

  /** {@code teiten-central accounts token add}. */
  @Command(
      name = "add",
      description = "Prints a new token, this once; what is kept of it is a hash.",
      mixinStandardHelpOptions = true)
  static final class Add extends AccountsCommand.Work {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String id;

    @Option(
        names = "--note",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "what it is for")
    private String note;

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "90",
        description = "how long it can be used; default ${DEFAULT-VALUE}")
    private int days;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      Accounts.NewToken token = accounts.addToken(id, note, Duration.ofDays(days), who());
      out.println(token.text());
      err()
          .printf(
              "Token %s of %s, until %s. It is not shown again.%n",
              token.kept().id(), id, token.kept().expires());
      err().flush();
    }
  }

  /** {@code teiten-central accounts token list}. */
  @Command(
      name = "list",
      description = "Lists an account's tokens.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends AccountsCommand.Work {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String id;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      accounts
          .find(id)
          .orElseThrow(() -> new IllegalArgumentException("there is no account " + id))
          .tokens()
          .forEach(one -> out.println(line(ShownToken.of(one))));
    }
  }

  /** {@code teiten-central accounts token revoke}. */
  @Command(name = "revoke", description = "Takes a token back.", mixinStandardHelpOptions = true)
  static final class Revoke extends AccountsCommand.Work {
    @Parameters(index = "0", paramLabel = "NAME", description = "the account")
    private String id;

    @Parameters(index = "1", paramLabel = "TOKEN", description = "its id, as 'list' has it")
    private String token;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      accounts.revokeToken(id, token, who());
      out.println("Revoked.");
    }
  }
}
