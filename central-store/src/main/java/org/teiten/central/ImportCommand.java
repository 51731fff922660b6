// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.teiten.central.ingest.Receipt;
import org.teiten.central.ingest.Refusal;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.ErrorText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central import}. */
@Command(
    name = "import",
    description =
        "Takes batches out of folders or files, through the same ledger as the network: what is known"
            + " already changes nothing.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: teiten-central import --config central-store.yaml --register batches/"})
final class ImportCommand implements Callable<Integer> {
  private static final String ENDING = ".avro";

  /** So many batches are on their way at a time: while some are written, the next are read. */
  private static final int WINDOW = 128;

  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--register",
      description = "admit unknown sensors, with the group that their batches name")
  private boolean register;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, json or csv; default ${DEFAULT-VALUE}")
  private OutputFormat format;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "batches, or folders of *.avro")
  private List<Path> paths;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    List<Path> batches = batches();
    ImportReport report =
        new ImportReport(format, spec.commandLine().getOut(), spec.commandLine().getErr());
    Deque<OnItsWay> onTheirWay = new ArrayDeque<>();
    try (Centre centre = Centre.open(config, true);
        ImportProgress progress = new ImportProgress(batches)) {
      for (Path batch : batches) {
        onTheirWay.add(new OnItsWay(batch, submit(centre, batch)));
        if (onTheirWay.size() >= WINDOW) {
          progress.done(await(onTheirWay.remove(), report));
        }
      }
      while (!onTheirWay.isEmpty()) {
        progress.done(await(onTheirWay.remove(), report));
      }
    }
    report.end();
    return report.failed() ? 1 : 0;
  }

  /** A batch that was handed over. */
  private record OnItsWay(Path batch, CompletableFuture<Receipt> answer) {}

  private CompletableFuture<Receipt> submit(Centre centre, Path batch) {
    try {
      return centre.restore(batch, register);
    } catch (Refusal | IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Path await(OnItsWay one, ImportReport report)
      throws CommandException, InterruptedException {
    try {
      report.taken(one.batch(), one.answer().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        report.refused(one.batch() + ": refused: " + refusal.getMessage());
        if (refusal.status() == 507 || refusal.status() == 503) {
          throw CommandException.world("the import stops here; run it again, it goes on from here");
        }
      } else {
        report.refused(one.batch() + ": " + ErrorText.of(e.getCause()));
      }
    }
    return one.batch();
  }

  private List<Path> batches() throws CommandException {
    List<Path> batches = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        if (!Files.isReadable(path)) {
          throw CommandException.world(path + " is not there or cannot be read");
        }
        batches.add(path);
        continue;
      }
      try (Stream<Path> files = Files.walk(path)) {
        files
            .filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
            .sorted()
            .forEach(batches::add);
      } catch (IOException e) {
        throw CommandException.world(ErrorText.of(e), e);
      }
    }
    if (batches.isEmpty()) {
      throw CommandException.world("no batch (*" + ENDING + ") lies in " + paths);
    }
    return batches;
  }
}
