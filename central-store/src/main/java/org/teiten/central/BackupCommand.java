// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreBooks;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central backup}. */
@Command(
    name = "backup",
    description =
        "Copies everything that the centre has into a new folder, as of one instant, while it goes on:"
            + " store, ledger, registry, keys, accounts, journals, notices, and the settings beside. It"
            + " holds keys: keep it as you keep the data folder.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: teiten-central backup --config central-store.yaml /backup/teiten-2026-07-01"
    })
final class BackupCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "a folder that is not there yet; where the centre runs, its user makes it")
  private Path target;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    if (!Files.exists(config.data().resolve(FlowStore.FILE))) {
      throw CommandException.world("no store in " + config.data() + "; there is nothing to copy");
    }
    StoreBooks books;
    try (Centre centre = Centre.open(config, true);
        ShareProgress progress = new ShareProgress()) {
      books = centre.backup(target.toAbsolutePath().normalize(), progress);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
    spec.commandLine().getOut().println(target + " holds " + text(books));
    return 0;
  }

  /** What a store holds. */
  static String text(StoreBooks books) {
    return String.format(
        Locale.ROOT,
        "%,d batches of %,d sensors: %,d packets in %,d intervals%s, %,d raw rows",
        books.batches(),
        books.sensors(),
        books.packets(),
        books.intervals(),
        books.observedTo() == null ? "" : " up to " + books.observedTo(),
        books.rows());
  }
}
