// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.nio.file.Path;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.ErrorText;
import picocli.CommandLine.Option;

/** {@code --config F}, the same for every command. */
final class ConfigOption {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The sensor's settings, see config/sensor.yaml.")
  private Path file;

  Path file() {
    return file;
  }

  SensorConfig load() throws InvalidConfigException, CommandException {
    try {
      return ConfigFile.load(file, SensorConfig.class);
    } catch (IOException e) {
      throw CommandException.usage("cannot read the configuration: " + ErrorText.of(e), e);
    }
  }
}
