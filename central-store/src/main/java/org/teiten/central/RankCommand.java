// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.web.RankJson;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central rank}. */
@Command(
    name = "rank",
    description =
        "Ranks ports, source countries, source networks (AS), sensors or fingerprints of a period,"
            + " with their previous ranks.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The previous period is the calendar quarter or month before where the period is one, else as",
      "many days before. Ports are written 445/tcp, 53/udp, 8/icmp, 3.1/icmp, 128/icmp6, 47.",
      "",
      "Examples:",
      "  teiten-central rank ports --config central-store.yaml --from 2017-04-01 --to 2017-06-30",
      "  teiten-central rank countries --config central-store.yaml --from 2017-04-01"
          + " --to 2017-06-30 --port 445/tcp --by rate",
      "  teiten-central rank networks --config central-store.yaml --from 2017-06-13"
          + " --to 2017-06-30 --port 22/tcp --country JP",
      "  teiten-central rank ports --config central-store.yaml --from 2017-04-01 --to 2017-06-30"
          + " --compare groups"
    })
final class RankCommand implements Callable<Integer> {
  private static final int USUAL_ROWS = 10;

  /** What rows are compared over. */
  enum Compared {
    GROUPS
  }

  @Mixin private CentralOptions options;
  @Mixin private RankingOptions words;
  @Spec private CommandSpec spec;

  @Option(
      names = "--compare",
      paramLabel = "groups",
      description = "also say what each group of sensors saw of a row, per address")
  private Compared compare;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "table|json|csv",
      description = "default ${DEFAULT-VALUE}")
  private OutputFormat format;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    RankAnswer answer;
    RankQuestion question;
    try {
      question = words.question(config, USUAL_ROWS, compare == Compared.GROUPS);
      try (Centre centre = Centre.open(config, false)) {
        answer = centre.rank(question);
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(RankJson.of(question, answer));
      case CSV -> RankCsv.print(question, answer, out);
      case TABLE -> RankTable.print(question, answer, out);
    }
    out.flush();
    return 0;
  }
}
