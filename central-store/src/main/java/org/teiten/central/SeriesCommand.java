// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.analyse.SeriesUnit;
import org.teiten.central.web.RankJson;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central series}. */
@Command(
    name = "series",
    description =
        "Follows the first rows of a ranking over time, by hour, day or week of the zone, with what"
            + " was observed in each.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Weeks begin on Monday; the first and the last are cut to the period. The table and --by rate",
      "show rates, else packets or sources; JSON and CSV hold all.",
      "",
      "Examples:",
      "  teiten-central series ports --config central-store.yaml --from 2017-04-01 --to 2017-06-30"
          + " --by rate --unit week",
      "  teiten-central series countries --config central-store.yaml --from 2017-06-01"
          + " --to 2017-06-30 --port 22/tcp --limit 3 --format csv"
    })
final class SeriesCommand implements Callable<Integer> {
  private static final int USUAL_LINES = 5;

  @Mixin private CentralOptions options;
  @Mixin private RankingOptions words;
  @Spec private CommandSpec spec;

  @Option(
      names = "--unit",
      defaultValue = "day",
      paramLabel = "hour|day|week",
      description = "default ${DEFAULT-VALUE}")
  private SeriesUnit unit;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "table|json|csv",
      description = "default ${DEFAULT-VALUE}")
  private OutputFormat format;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    SeriesAnswer answer;
    SeriesQuestion question;
    try {
      question = new SeriesQuestion(words.question(config, USUAL_LINES, false), unit);
      try (Centre centre = Centre.open(config, false)) {
        answer = centre.series(question);
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(RankJson.of(question, answer));
      case CSV -> SeriesText.csv(question, answer, out);
      case TABLE -> SeriesText.table(question, answer, out);
    }
    out.flush();
    return 0;
  }
}
