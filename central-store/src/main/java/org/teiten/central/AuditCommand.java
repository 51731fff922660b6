// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.teiten.central.audit.AuditEntry;
import org.teiten.central.audit.AuditJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central audit}. */
@Command(
    name = "audit",
    description = "Who read addresses of sources over HTTP, and who changed what.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AuditCommand.ListAll.class, AuditCommand.Verify.class},
    footer = {
      "",
      "What was done with notices has a journal of its own: teiten-central notices verify."
    })
final class AuditCommand {
  private AuditCommand() {}

  /** Something read from the journal. */
  private abstract static class Work implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    abstract void with(AuditJournal journal, PrintWriter out) throws IOException;

    @Override
    public final Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      with(new AuditJournal(options.load().data(), Clock.systemUTC()), out);
      out.flush();
      return 0;
    }
  }

  /** {@code teiten-central audit list}. */
  @Command(
      name = "list",
      description = "Lists entries, oldest first.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends Work {
    @Option(
        names = "--after",
        paramLabel = "N",
        defaultValue = "0",
        description = "only entries of higher numbers")
    private long after;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "1000",
        description = "as many at most; default ${DEFAULT-VALUE}")
    private int limit;

    @Mixin private TableOrJson format;

    /** The answer. */
    private record Entries(List<AuditEntry> entries) {}

    @Override
    void with(AuditJournal journal, PrintWriter out) throws IOException {
      format.print(new Entries(journal.read(after, limit)), ListAll::table, out);
    }

    private static void table(Entries all, PrintWriter out) {
      for (AuditEntry one : all.entries()) {
        out.printf(
            "%6d  %s  %-20s %-20s %s%n",
            one.number(),
            one.time(),
            one.who(),
            one.what(),
            one.detail().entrySet().stream()
                .filter(part -> !part.getValue().isEmpty())
                .map(part -> part.getKey() + "=" + part.getValue())
                .sorted()
                .collect(Collectors.joining(" ")));
      }
    }
  }

  /** {@code teiten-central audit verify}. */
  @Command(
      name = "verify",
      description = {
        "Reads all of it and says whether any line was changed or taken out, and what its last line's",
        "hash is: compare it with what you noted."
      },
      mixinStandardHelpOptions = true)
  static final class Verify extends Work {
    @Override
    void with(AuditJournal journal, PrintWriter out) throws IOException {
      AuditJournal.Verified found = journal.verify();
      out.printf(
          "The audit is whole: %d entries, the last sha256:%s%n", found.entries(), found.last());
    }
  }
}
