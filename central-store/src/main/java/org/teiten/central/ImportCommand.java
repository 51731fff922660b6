// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    PrintWriter err = spec.commandLine().getErr();
    ImportReport report = new ImportReport(format, spec.commandLine().getOut());
    boolean failed = false;
    try (Centre centre = Centre.open(config, true)) {
      for (Path batch : batches) {
        try {
          Receipt receipt = centre.restore(batch, register);
          report.taken(batch, receipt);
        } catch (Refusal e) {
          failed = true;
          report.refused();
          err.println(batch + ": refused: " + e.getMessage());
          if (e.status() == 507 || e.status() == 503) {
            throw CommandException.world(
                "the import stops here; run it again, it goes on from here");
          }
        } catch (IOException e) {
          failed = true;
          report.refused();
          err.println(batch + ": " + ErrorText.of(e));
        }
      }
    }
    report.end();
    return failed ? 1 : 0;
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
