// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.knowledge.ResearchScanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teiten-central knowledge}. */
@Command(
    name = "knowledge",
    description = "What is known of ports: vulnerabilities, malware, research scanners.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = KnowledgeCommand.Check.class)
final class KnowledgeCommand {
  /** {@code teiten-central knowledge check}. */
  @Command(
      name = "check",
      description = "Reads all files of knowledge.facts and lists every problem with its line.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  teiten-central knowledge check --config central-store.yaml"})
  static final class Check implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      CentralConfig config = options.load();
      Knowledge knowledge = Centre.knowledge(config);
      PrintWriter out = spec.commandLine().getOut();
      if (config.knowledge().facts().isEmpty()) {
        out.println("The configuration names no folder: knowledge.facts is absent.");
      } else {
        out.println(
            "The knowledge is good: "
                + knowledge.vulnerabilities().size()
                + " vulnerabilities, "
                + knowledge.malware().size()
                + " malware and tools, "
                + knowledge.scanners().size()
                + " research scanners with "
                + knowledge.scanners().stream()
                    .map(ResearchScanner::prefixes)
                    .mapToInt(java.util.List::size)
                    .sum()
                + " prefixes, in "
                + config.knowledge().facts().get());
      }
      return 0;
    }
  }
}
