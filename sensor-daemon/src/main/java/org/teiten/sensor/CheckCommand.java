// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.concurrent.Callable;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: every problem of a configuration. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Lists every problem of a configuration with its line; opens nothing.",
    footer = {
      "",
      "Example:",
      "  teiten-sensor check --config /etc/teiten/sensor.yaml",
      "",
      "Exit code: 0 no problem, 2 problems."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Override
  public Integer call() throws InvalidConfigException, CommandException {
    SensorConfig settings = config.load();
    SensorCheck check = new SensorCheck(config.file(), settings);
    check.require();
    System.out.println(config.file() + ": no problems");
    System.out.println(check.memory("  "));
    return CommandRunner.DONE;
  }
}
