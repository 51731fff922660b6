// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import ch.qos.logback.classic.Level;
import org.slf4j.LoggerFactory;
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
      SensorsCommand.class,
      ImportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RankCommand.class,
      SeriesCommand.class,
      PhenomenaCommand.class,
      ReportCommand.class,
      NoticesCommand.class,
      KnowledgeCommand.class,
      AccountsCommand.class,
      AuditCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  teiten-central check --config central-store.yaml",
      "  teiten-central run --config central-store.yaml",
      "  teiten-central sensors invite sensor-07 --group jp --config central-store.yaml",
      "  teiten-central import --config central-store.yaml --register batches/",
      "  teiten-central backup --config central-store.yaml /backup/teiten-2026-07-01",
      "  teiten-central rank ports --config central-store.yaml --from 2017-04-01 --to 2017-06-30",
      "  teiten-central report --config central-store.yaml --quarter 2017Q2 --zone Asia/Tokyo --out report"
    })
public final class CentralCommand {
  CentralCommand() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // What Javalin and Jetty tell of themselves is said by us, in one sentence.
    quiet("io.javalin", Level.OFF);
    quiet("org.eclipse.jetty", Level.WARN);
    // Tables of fonts that it does not know.
    quiet("org.apache.fontbox", Level.ERROR);
    quiet("org.apache.pdfbox", Level.ERROR);
    System.exit(CommandRunner.run(new CentralCommand(), args));
  }

  private static void quiet(String logger, Level level) {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(logger)).setLevel(level);
  }
}
