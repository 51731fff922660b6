// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.concurrent.Callable;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central phenomena}. */
@Command(
    name = "phenomena",
    description =
        "Finds the notable changes that start in a period, and what explains each. Baselines and"
            + " durations use all that is stored.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  teiten-central phenomena --config central-store.yaml --from 2017-04-01 --to 2017-06-30",
      "  teiten-central phenomena --config central-store.yaml --from 2017-04-01 --to 2017-06-30"
          + " --zone Asia/Tokyo --port 445/tcp --format json"
    })
final class PhenomenaCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;
  @Mixin private PeriodOptions period;
  @Mixin private TableOrJson format;
  @Spec private CommandSpec spec;

  @Option(names = "--port", paramLabel = "PORT", description = "only claims of that port")
  private String port;

  @Option(names = "--country", paramLabel = "CC", description = "only claims of that country")
  private String country;

  @Option(
      names = "--class",
      defaultValue = RankQuestion.ALL,
      paramLabel = "scan|backscatter|other|all",
      description = "traffic class; default ${DEFAULT-VALUE}")
  private String trafficClass;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    Knowledge knowledge = Centre.knowledge(config);
    PhenomenaClaims claims;
    try {
      PhenomenaQuestion question =
          new PhenomenaQuestion(
              period.from(),
              period.to(),
              period.zone(config),
              period.group(),
              port,
              country,
              trafficClass);
      try (Centre centre = Centre.open(config, false)) {
        claims = centre.phenomena(question).with(knowledge);
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
    format.print(claims, PhenomenaTable::print, spec.commandLine().getOut());
    return 0;
  }
}
