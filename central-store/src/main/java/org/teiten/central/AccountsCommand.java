// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;
import org.teiten.central.account.ShownAccount;
import org.teiten.central.audit.AuditJournal;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central accounts}. */
@Command(
    name = "accounts",
    description = "Who may ask this centre over HTTP, and what each may see.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AccountsCommand.ListAll.class,
      AccountsCommand.Add.class,
      AccountsCommand.ChangeRole.class,
      AccountsCommand.Disable.class,
      AccountsCommand.Enable.class,
      AccountsCommand.Password.class,
      AccountTokensCommand.class
    },
    footer = {
      "",
      "A running centre heeds a change at the next request. Each change stands in the audit.",
      "",
      "Examples:",
      "  teiten-central accounts add sato --role analyst --config central-store.yaml",
      "  teiten-central accounts add example-isp --role partner --group isp-sensors"
          + " --organisation example-isp --config central-store.yaml",
      "  teiten-central accounts token add sato --note 'laptop' --config central-store.yaml"
    })
final class AccountsCommand {
  /** Something done with accounts. */
  abstract static class Work implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    abstract void with(Accounts accounts, PrintWriter out) throws IOException;

    @Override
    public final Integer call() throws Exception {
      CentralConfig config = options.load();
      PrintWriter out = spec.commandLine().getOut();
      Clock clock = Clock.systemUTC();
      try {
        with(new Accounts(config.data(), new AuditJournal(config.data(), clock), clock), out);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      } finally {
        out.flush();
      }
      return 0;
    }

    PrintWriter err() {
      return spec.commandLine().getErr();
    }

    /** Who does it, for the audit. */
    static String who() {
      return "local:" + System.getProperty("user.name");
    }
  }

  /** Role and scope. */
  static final class Sight {
    @Option(
        names = "--role",
        required = true,
        paramLabel = "administrator|analyst|partner|reader",
        description = "what it is here for")
    private String role;

    @Option(
        names = "--group",
        paramLabel = "GROUP",
        description = "of a partner: a group of sensors that is its own; can be repeated")
    private List<String> groups = List.of();

    @Option(
        names = "--organisation",
        paramLabel = "ID",
        description =
            "of a partner: an organisation of notices.contacts, whose sources it sees; can be"
                + " repeated")
    private List<String> organisations = List.of();

    Role role() {
      return Role.of(role);
    }

    Scope scope() {
      return new Scope(groups, organisations);
    }
  }

  /** {@code teiten-central accounts list}. */
  @Command(
      name = "list",
      description = "Lists accounts and their tokens.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends Work {
    @Mixin private TableOrJson format;

    /** The answer. */
    private record Listed(List<ShownAccount> accounts) {}

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      format.print(
          new Listed(accounts.all().stream().map(ShownAccount::of).toList()), ListAll::table, out);
    }

    private static void table(Listed all, PrintWriter out) {
      for (ShownAccount one : all.accounts()) {
        out.printf(
            "%-20s %-13s %s%s%s%s%n",
            one.account(),
            one.role().label(),
            one.disabled() ? "disabled " : "",
            one.password() ? "password " : "",
            one.groups().isEmpty() ? "" : "groups " + String.join(",", one.groups()) + " ",
            one.organisations().isEmpty()
                ? ""
                : "organisations " + String.join(",", one.organisations()));
        one.tokens().forEach(token -> out.println("  " + AccountTokensCommand.line(token)));
      }
      if (all.accounts().isEmpty()) {
        out.println("No accounts; add one: teiten-central accounts add NAME --role analyst");
      }
    }
  }

  /** {@code teiten-central accounts add}. */
  @Command(
      name = "add",
      description = "Adds an account; give it a token or a password next.",
      mixinStandardHelpOptions = true)
  static final class Add extends Work {
    @Parameters(paramLabel = "NAME", description = "lower case letters, digits and hyphens")
    private String id;

    @Mixin private Sight sight;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      out.println("Added " + accounts.add(id, sight.role(), sight.scope(), who()) + ".");
    }
  }

  /** {@code teiten-central accounts role}. */
  @Command(
      name = "role",
      description = "Gives an account another role and scope; its sessions end.",
      mixinStandardHelpOptions = true)
  static final class ChangeRole extends Work {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String id;

    @Mixin private Sight sight;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      out.println("Now " + accounts.role(id, sight.role(), sight.scope(), who()) + ".");
    }
  }

  /** {@code teiten-central accounts disable}. */
  @Command(
      name = "disable",
      description = "Turns an account away, with its tokens and sessions.",
      mixinStandardHelpOptions = true)
  static final class Disable extends Work {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String id;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      accounts.disabled(id, true, who());
      out.println("Disabled.");
    }
  }

  /** {@code teiten-central accounts enable}. */
  @Command(
      name = "enable",
      description = "Lets an account in again, with the tokens it had.",
      mixinStandardHelpOptions = true)
  static final class Enable extends Work {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String id;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      accounts.disabled(id, false, who());
      out.println("Enabled.");
    }
  }

  /** {@code teiten-central accounts password}. */
  @Command(
      name = "password",
      description = {
        "Gives an account a password of 12 characters or more: the first line of standard input, or with",
        "--ask what is typed. Its sessions end."
      },
      mixinStandardHelpOptions = true)
  static final class Password extends Work {
    private static final int LONGEST = 4 << 10;

    @Parameters(paramLabel = "NAME", description = "the account")
    private String id;

    @Option(names = "--ask", description = "ask on the terminal, without showing what is typed")
    private boolean ask;

    @Override
    void with(Accounts accounts, PrintWriter out) throws IOException {
      accounts.password(id, ask ? typed() : firstLine(), who());
      out.println("The password is set.");
    }

    private static String typed() {
      char[] typed =
          Optional.ofNullable(System.console())
              .orElseThrow(() -> new IllegalArgumentException("--ask needs a terminal"))
              .readPassword("Password: ");
      return typed == null ? "" : new String(typed);
    }

    private static String firstLine() throws IOException {
      String text = new String(System.in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("");
    }
  }

  private AccountsCommand() {}
}
