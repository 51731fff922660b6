// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.teiten.central.backup.Restore;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central restore}. */
@Command(
    name = "restore",
    description =
        "Puts a backup into the data folder, which must be empty, after all its checksums were"
            + " verified. Run it as the user that the centre runs as.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: teiten-central restore --config central-store.yaml /backup/teiten-2026-07-01"
    })
final class RestoreCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "what backup made")
  private Path backup;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    Restore.Restored restored;
    try (ShareProgress progress = new ShareProgress()) {
      restored = Restore.restore(backup, config.data(), progress);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Restored "
            + restored.files()
            + " files into "
            + config.data()
            + " as of "
            + restored.created()
            + ", by "
            + restored.software());
    out.println("The store holds " + BackupCommand.text(restored.books()));
    if (Files.isDirectory(restored.settings())) {
      out.println(
          "The settings of then are in "
              + restored.settings()
              + "; compare them with yours, they were put nowhere");
    }
    return 0;
  }
}
