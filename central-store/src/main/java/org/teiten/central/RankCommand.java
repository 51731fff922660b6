// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central rank}. */
@Command(
    name = "rank",
    description =
        "Ranks destination ports or source countries of a period, with their previous ranks.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The previous period is the calendar quarter or month before where the period is one, else as",
      "many days before. Ports are written 445/tcp, 53/udp, 8/icmp, 3.1/icmp, 128/icmp6, 47.",
      "",
      "Examples:",
      "  teiten-central rank ports --config central-store.yaml --from 2017-04-01 --to 2017-06-30",
      "  teiten-central rank countries --config central-store.yaml --from 2017-04-01"
          + " --to 2017-06-30 --port 445/tcp --by rate"
    })
final class RankCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ports|countries", description = "what to rank")
  private RankSubject subject;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "DATE", description = "last day, included")
  private String to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "whose days, over report.zone of the configuration")
  private String zone;

  @Option(
      names = "--limit",
      defaultValue = "10",
      paramLabel = "N",
      description = "most rows; default ${DEFAULT-VALUE}")
  private int limit;

  @Option(
      names = "--by",
      defaultValue = "packets",
      paramLabel = "packets|rate|sources",
      description = "what the ranking goes by; default ${DEFAULT-VALUE}")
  private RankBy by;

  @Option(names = "--group", paramLabel = "GROUP", description = "only sensors of that group")
  private String group;

  @Option(names = "--port", paramLabel = "PORT", description = "only packets of that port")
  private String port;

  @Option(names = "--country", paramLabel = "CC", description = "only sources of that country")
  private String country;

  @Option(
      names = "--class",
      defaultValue = "scan",
      paramLabel = "scan|backscatter|other|all",
      description = "traffic class; default ${DEFAULT-VALUE}")
  private String trafficClass;

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
      question =
          new RankQuestion(
              subject,
              from,
              to,
              zone == null ? config.report().zone().getId() : zone,
              limit,
              by,
              group,
              port,
              country,
              trafficClass);
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
