// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates many half years, asks for their phenomena, and scores the answers. */
@Command(
    name = "teiten-score",
    mixinStandardHelpOptions = true,
    description = "Scores the detection of phenomena on simulated half years.")
public final class Score implements Callable<Integer> {
  @Option(
      names = "--seed",
      required = true,
      split = ",",
      description = "Seeds of the models; each gets a table of its own.")
  private List<Long> seeds = List.of();

  @Option(
      names = "--years",
      defaultValue = "40",
      description = "Half years with changes for each dispersion (default ${DEFAULT-VALUE}).")
  private int years;

  @Option(
      names = "--quiet-years",
      defaultValue = "20",
      description = "Half years without for each dispersion (default ${DEFAULT-VALUE}).")
  private int quietYears;

  @Option(
      names = "--k",
      split = ",",
      defaultValue = "3,8,30",
      description = "Dispersions (default ${DEFAULT-VALUE}).")
  private List<Double> dispersions = List.of();

  @Option(
      names = "--commit",
      defaultValue = "unknown",
      description = "What is measured, for the heading.")
  private String commit = "";

  @Option(names = "--machine", defaultValue = "unknown", description = "Where, for the heading.")
  private String machine = "";

  @Option(
      names = "--log",
      required = true,
      description = "One line per half year; those in it are not run again.")
  private Path log;

  @Option(names = "--out", required = true, description = "The page to write.")
  private Path out;

  /** Runs the score. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Score()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    ScoreLog done = ScoreLog.read(log);
    StringBuilder page = new StringBuilder();
    page.append("# Score of the phenomena detection\n\n")
        .append("Written by `./test.sh --long score`; commit ")
        .append(commit)
        .append(", ")
        .append(machine)
        .append(", JDK ")
        .append(Runtime.version().feature())
        .append(".\n\nSimulated half years from drawn models (`checks/score`, `ScoreModels`),")
        .append(" matched by the rules of the acceptance page: same port, same or narrower")
        .append(" origin, right kind, start within 2 days (7 for a ramp), one claim for one")
        .append(" change. Bold rows are demanded at k = 8.\n");
    for (long seed : seeds) {
      List<HalfYear> halfYears = new ArrayList<>();
      for (double k : dispersions) {
        for (int year = 0; year < years + quietYears; year++) {
          boolean quiet = year >= years;
          long one = seed + year;
          HalfYear halfYear = done.find(k, one, quiet);
          if (halfYear == null) {
            halfYear = HalfYear.of(one, k, quiet);
            append(ScoreLog.line(halfYear));
            tell(halfYear);
          }
          halfYears.add(halfYear);
        }
      }
      page.append("\n## Seed ").append(seed).append("\n\n").append(ScoreTable.of(halfYears));
    }
    write(page.toString());
    return 0;
  }

  private void append(String line) throws IOException {
    Files.writeString(
        log, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void write(String page) throws IOException {
    Path half = out.resolveSibling(out.getFileName() + ".part");
    Files.writeString(half, page, StandardCharsets.UTF_8);
    Files.move(half, out, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    System.out.print(page);
  }

  private static void tell(HalfYear halfYear) {
    System.err.printf(
        Locale.ROOT,
        "k %.0f seed %d%s: %d of %d changes, %d false, %.1f s%n",
        halfYear.k(),
        halfYear.seed(),
        halfYear.quiet() ? " quiet" : "",
        halfYear.outcomes().stream().filter(HalfYear.Outcome::accepted).count(),
        halfYear.outcomes().size(),
        halfYear.unanswering(),
        halfYear.seconds());
    halfYear.remarks().forEach(remark -> System.err.println("  " + remark));
  }
}
