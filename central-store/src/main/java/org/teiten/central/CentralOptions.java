// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Path;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.logging.StderrLog;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CentralOptions {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "the configuration, such as config/central-store.yaml")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of the store, over the configured one")
  private Path data;

  @Option(names = "--debug", description = "log more, and show stack traces")
  private boolean debug;

  /** The configuration, with the data folder of the command line. */
  CentralConfig load() throws CommandException, InvalidConfigException {
    if (debug) {
      StderrLog.debug();
    }
    try {
      CentralConfig loaded = ConfigFile.load(config, CentralConfig.class);
      return data == null ? loaded : loaded.withData(data.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw CommandException.usage(
          "cannot read the configuration " + config + ": " + ErrorText.of(e), e);
    }
  }
}
