// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.concurrent.Callable;
import org.teiten.support.config.ConfigDump;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dump}: what is in effect. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description =
        "Prints the effective settings, defaults included; monitored addresses are masked.",
    footer = {"", "Example:", "  teiten-sensor dump --config /etc/teiten/sensor.yaml"})
final class DumpCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Override
  public Integer call() throws InvalidConfigException, CommandException {
    System.out.print(ConfigDump.yaml(config.load()));
    return CommandRunner.DONE;
  }
}
