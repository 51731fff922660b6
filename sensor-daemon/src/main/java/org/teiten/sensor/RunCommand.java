// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.teiten.capture.source.LivePacketSource;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.lifecycle.ReloadSignal;
import org.teiten.support.lifecycle.ServiceNotifier;
import org.teiten.support.lifecycle.ServiceReport;
import org.teiten.support.lifecycle.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the daemon. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Observes until SIGTERM, which closes the open interval and ships what it can.",
    footer = {
      "",
      "Example:",
      "  teiten-sensor run --config /etc/teiten/sensor.yaml",
      "",
      "It needs CAP_NET_RAW: run it as root, or",
      "  setpriv --inh-caps +net_raw --ambient-caps +net_raw --reuid teiten … teiten-sensor run …",
      "",
      "Exit code: 0 stopped in order, 1 the world failed, 2 wrong usage or configuration."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  /**
   * Loads what a daemon needs, for a thread beside the one that reads command line and settings:
   * together they take as long as all the rest of a start. What cannot be loaded is said by who
   * needs it.
   */
  static void load() {
    // Before all that takes a while; call() waits for it.
    ReloadSignal.ofProcess();
    try {
      LivePacketSource.load();
    } catch (IOException e) {
      return;
    }
    CentreClients.load();
  }

  @Override
  public Integer call() throws InvalidConfigException, CommandException, InterruptedException {
    // A SIGHUP that comes after the settings were read must be answered.
    ReloadSignal reload = ReloadSignal.ofProcess();
    SensorConfig settings = config.load();
    // A service manager starts again what the host refused, and not what is wrong by itself.
    new SensorCheck(config.file(), settings).requireForStart();
    ServiceNotifier notifier = ServiceNotifier.ofProcess();
    StopSignal stop = StopSignal.ofProcess(settings.shutdownDeadline());
    int code = CommandRunner.WORLD_FAILED;
    try {
      SensorDaemon daemon = new SensorDaemon(settings);
      // Who is told READY=1 may send SIGHUP at once.
      reload.answerWith(new SensorReload(config.file(), daemon, notifier));
      ServiceReport report =
          new ServiceReport(
              notifier, daemon.status(), daemon.duties(ServiceReport.patience(notifier)));
      try {
        stop.await();
      } finally {
        report.close();
        daemon.close();
      }
      code = daemon.stoppedCleanly() ? CommandRunner.DONE : CommandRunner.WORLD_FAILED;
      return code;
    } catch (IOException e) {
      throw CommandException.world(ErrorText.of(e), e);
    } finally {
      stop.finished(code);
    }
  }
}
