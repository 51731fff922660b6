// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.teiten.central.report.Edition;
import org.teiten.central.report.Language;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportFiles;
import org.teiten.central.report.ReportQuestion;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central report}. */
@Command(
    name = "report",
    description = "Writes the report of a quarter: an HTML, a PDF and a JSON file per language.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Beside them a file NAME.texts.yaml is made once: texts that you write there stay, however often",
      "the report is made again. With SOURCE_DATE_EPOCH the same inputs give the same bytes.",
      "",
      "Examples:",
      "  teiten-central report --config central-store.yaml --quarter 2017Q2 --zone Asia/Tokyo"
          + " --language ja,en --out report",
      "  teiten-central report --config central-store.yaml --quarter 2017Q2 --edition public"
          + " --out report"
    })
final class ReportCommand implements Callable<Integer> {
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--quarter",
      required = true,
      paramLabel = "QUARTER",
      description = "such as 2017Q2")
  private String quarter;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "whose days, over report.zone of the configuration")
  private String zone;

  @Option(
      names = "--language",
      split = ",",
      defaultValue = "ja,en",
      paramLabel = "ja|en",
      description = "one or more; default ${DEFAULT-VALUE}")
  private List<Language> languages;

  @Option(
      names = "--edition",
      defaultValue = "internal",
      paramLabel = "internal|public",
      description = "public betrays no sensor; default ${DEFAULT-VALUE}")
  private Edition edition;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write")
  private Path out;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    List<Language> wanted = List.copyOf(EnumSet.copyOf(languages));
    ReportFiles files = new ReportFiles(out, config.report().fontFolders());
    ReportContents contents;
    try {
      ReportQuestion question =
          new ReportQuestion(
              quarter,
              zone == null ? config.report().zone().getId() : zone,
              edition,
              generated(System.getenv()));
      files.check(question, wanted);
      try (Centre centre = Centre.open(config, false)) {
        contents = centre.report(question);
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
    ReportFiles.Written written = files.write(contents, wanted);
    written.notes().forEach(spec.commandLine().getErr()::println);
    PrintWriter stdout = spec.commandLine().getOut();
    written.files().forEach(stdout::println);
    return 0;
  }

  private static long generated(Map<String, String> environment) throws CommandException {
    String given = environment.get(EPOCH);
    if (given == null) {
      return Clock.systemUTC().instant().getEpochSecond();
    }
    if (!given.matches("\\d{1,11}")) {
      throw CommandException.usage(
          EPOCH + " is \"" + given + "\"; it must be seconds since 1970, or unset");
    }
    return Long.parseLong(given);
  }
}
