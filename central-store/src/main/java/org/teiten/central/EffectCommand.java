// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.concurrent.Callable;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code teiten-central notices effect}. */
@Command(
    name = "effect",
    description = {
      "Says how many of the sources that somebody was told about fell silent since, beside comparable",
      "sources that nobody was told about. Writes nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  teiten-central notices effect --config central-store.yaml --from 2017-06-01 --to 2017-06-30",
      "  teiten-central notices effect --config central-store.yaml --notice n20170613-1 --by country"
    })
final class EffectCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;
  @Mixin private TableOrJson format;
  @Spec private CommandSpec spec;

  @Option(names = "--notice", paramLabel = "NOTICE", description = "only this one, by its number")
  private String notice;

  @Option(names = "--from", paramLabel = "DATE", description = "first day of sending")
  private String from;

  @Option(names = "--to", paramLabel = "DATE", description = "last day of sending, included")
  private String to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "whose days, over report.zone of the configuration")
  private String zone;

  @Option(
      names = "--by",
      defaultValue = "recipient",
      paramLabel = "recipient|country|phenomenon",
      description = "what is told apart; default ${DEFAULT-VALUE}")
  private EffectQuestion.By by;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    EffectAnswer answer;
    try {
      EffectQuestion question =
          new EffectQuestion(
              notice, from, to, zone == null ? config.report().zone().getId() : zone, by);
      try (Centre centre = Centre.open(config, false)) {
        answer = centre.effect(question);
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
    format.print(answer, EffectTable::print, spec.commandLine().getOut());
    return 0;
  }
}
