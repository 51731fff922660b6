// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import org.teiten.sensor.read.ReadCommand;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.lifecycle.Software;
import org.teiten.support.logging.DebugOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code teiten-sensor}: the command line. */
@Command(
    name = "teiten-sensor",
    mixinStandardHelpOptions = true,
    versionProvider = SensorCommand.Version.class,
    description = "Observes the background radiation that arrives at monitored addresses.",
    subcommands = {
      EnrolCommand.class,
      RunCommand.class,
      CheckCommand.class,
      DumpCommand.class,
      ReadCommand.class,
      SpoolCommand.class,
      DoctorCommand.class,
      TopCommand.class,
      SupportCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  teiten-sensor read capture.pcap",
      "      what is in a capture; needs no root, no configuration, no centre",
      "  teiten-sensor enrol https://centre.example:8443 T1…",
      "  teiten-sensor check --config /etc/teiten/sensor.yaml",
      "  teiten-sensor run --config /etc/teiten/sensor.yaml",
      "  teiten-sensor doctor --config /etc/teiten/sensor.yaml",
      "      what is wrong here, and how to mend it",
      "",
      "Exit code: 0 done, 1 the world failed, 2 wrong usage or configuration."
    })
public final class SensorCommand {
  /** Says which release this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Software.nameAndVersion("teiten-sensor", SensorCommand.class)};
    }
  }

  @Mixin final DebugOption debug = new DebugOption();

  /** Called by picocli. */
  public SensorCommand() {}

  /** The program. */
  public static void main(String[] args) {
    if (List.of(args).contains("run")) {
      Thread early = new Thread(RunCommand::load, "early");
      early.setDaemon(true);
      early.start();
    }
    System.exit(CommandRunner.run(new SensorCommand(), args));
  }
}
