// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.concurrent.Callable;
import org.teiten.support.config.ConfigDump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teiten-central dump}. */
@Command(
    name = "dump",
    description = "Prints the values in effect as YAML, secrets masked.",
    mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getOut().print(ConfigDump.yaml(options.load()));
    return 0;
  }
}
