// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.concurrent.Callable;
import org.teiten.central.notify.select.Selection;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teiten-central notices}. */
@Command(
    name = "notices",
    description = "Tells organisations about the sources that are theirs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      NoticesCommand.Select.class,
      NoticeDecisions.Confirm.class,
      NoticeDecisions.Draft.class,
      NoticeCommands.ListAll.class,
      NoticeCommands.Show.class,
      NoticeDecisions.Approve.class,
      NoticeDecisions.Withdraw.class,
      NoticeCommands.Send.class,
      NoticeDecisions.Settle.class,
      NoticeDecisions.Answer.class,
      EffectCommand.class,
      NoticeCommands.Bounces.class,
      NoticeCommands.Verify.class,
      NoticeContactsCommand.class
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
    @Mixin private TableOrJson format;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      CentralConfig config = options.load();
      Selection selected;
      try (Centre centre = Centre.open(config, false)) {
        selected = centre.select(selection.question(config, centre));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      }
      format.print(selected, SelectionTable::print, spec.commandLine().getOut());
      return 0;
    }
  }
}
