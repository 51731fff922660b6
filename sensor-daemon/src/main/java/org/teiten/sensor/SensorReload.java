// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.lifecycle.ServiceNotifier;

/**
 * Reads the settings again on SIGHUP. New ones with a problem change nothing; of good ones those
 * take effect that can without losing a packet, and the others are named.
 */
final class SensorReload implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SensorReload.class);

  private final Path file;
  private final SensorDaemon daemon;
  private final ServiceNotifier notifier;

  SensorReload(Path file, SensorDaemon daemon, ServiceNotifier notifier) {
    this.file = file;
    this.daemon = daemon;
    this.notifier = notifier;
  }

  @Override
  public void run() {
    notifier.reloading();
    String outcome = "settings reloaded";
    try {
      reload();
    } catch (InvalidConfigException e) {
      outcome = "the settings in effect stay, the new ones have problems";
      LOG.error("{}: {}", outcome, problems(e.problems()));
    } catch (IOException e) {
      outcome = "the settings in effect stay, the new ones cannot be used";
      LOG.error("{}: {}", outcome, ErrorText.of(e));
    } finally {
      notifier.ready(outcome);
    }
  }

  private void reload() throws InvalidConfigException, IOException {
    SensorConfig next = ConfigFile.load(file, SensorConfig.class);
    new SensorCheck(file, next).require();
    SensorDaemon.Reloaded reloaded = daemon.reload(next);
    LOG.info(
        "settings read again; {}",
        reloaded.applied().isEmpty()
            ? "nothing changed that takes effect now"
            : "in effect now: " + String.join(", ", reloaded.applied()));
    if (!reloaded.waiting().isEmpty()) {
      LOG.warn("a restart is needed for: {}", String.join(", ", reloaded.waiting()));
    }
  }

  private static String problems(List<ConfigProblem> problems) {
    return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("; "));
  }
}
