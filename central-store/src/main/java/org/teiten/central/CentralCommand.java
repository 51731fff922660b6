// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import org.teiten.support.errors.CommandRunner;
import picocli.CommandLine.Command;

/** {@code teiten-central}. */
@Command(
    name = "teiten-central",
    description = "The centre: takes batches from sensors, keeps them, and answers questions.",
    mixinStandardHelpOptions = true,
    versionProvider = CentralVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      DumpCommand.class,
      ImportCommand.class,
      RankCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  teiten-central check --config central-store.yaml",
      "  teiten-central run --config central-store.yaml",
      "  teiten-central import --config central-store.yaml --register batches/",
      "  teiten-central rank ports --config central-store.yaml --from 2017-04-01 --to 2017-06-30"
    })
public final class CentralCommand {
  private CentralCommand() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Javalin's and Jetty's own news are not the user's.
    System.exit(CommandRunner.run(new CentralCommand(), args));
  }
}
