// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central notices}. */
@Command(
    name = "notices",
    description = "Tells organisations about the sources that are theirs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      NoticesCommand.Select.class,
      NoticeWorkCommands.Draft.class,
      NoticeWorkCommands.ListAll.class,
      NoticeWorkCommands.Show.class,
      NoticeWorkCommands.Approve.class,
      NoticeWorkCommands.Withdraw.class,
      NoticeWorkCommands.Send.class,
      NoticeWorkCommands.Settle.class,
      NoticeWorkCommands.Answer.class,
      NoticeWorkCommands.Verify.class
    },
    footer = {
      "",
      "A notice is drafted, read (and changed) by an analyst, approved, and sent. Nothing leaves without",
      "approval. Who did what stands in a journal whose lines cannot be changed unseen.",
      "",
      "Example:",
      "  teiten-central notices select --config central-store.yaml --from 2017-06-13 --to 2017-06-30"
          + " --port 22/tcp --country JP"
    })
final class NoticesCommand {
  /** How an answer is printed. */
  enum Format {
    TABLE,
    JSON
  }

  /** {@code teiten-central notices select}. */
  @Command(
      name = "select",
      description = {
        "Shows which sources somebody would be told about, who that is, with which evidence, and how",
        "many were left out for what reason. Sends nothing and writes nothing."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  teiten-central notices select --config central-store.yaml --from 2017-06-13"
            + " --to 2017-06-30 --port 22/tcp --country JP --format json"
      })
  static final class Select implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Mixin private SelectionOptions selection;
    @Spec private CommandSpec spec;

    @Option(
        names = "--format",
        defaultValue = "table",
        paramLabel = "table|json",
        description = "default ${DEFAULT-VALUE}")
    private Format format;

    @Override
    public Integer call() throws Exception {
      CentralConfig config = options.load();
      Selection selected;
      try (Centre centre = Centre.open(config, false)) {
        selected = centre.select(selection.question(config));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      }
      PrintWriter out = spec.commandLine().getOut();
      switch (format) {
        case JSON -> out.println(ControlEndpoint.JSON.writeValueAsString(selected));
        case TABLE -> SelectionTable.print(selected, out);
      }
      out.flush();
      return 0;
    }
  }
}
