// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.render.BatchFolder;
import org.teiten.checks.simulator.render.CaptureFolder;
import org.teiten.checks.simulator.render.Rendering;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.lifecycle.Software;
import org.teiten.support.logging.DebugOption;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teiten-simulate}: the command line. */
@Command(
    name = "teiten-simulate",
    mixinStandardHelpOptions = true,
    versionProvider = SimulateCommand.Version.class,
    description = {
      "Makes observations that never were from a model file, for tests, demonstrations and scores.",
      "Whatever is made from them says that it is simulated."
    },
    footer = {
      "",
      "Examples:",
      "  teiten-simulate jpcert-2017q2.yaml --batches out",
      "  teiten-central import --config central-store.yaml --register out",
      "  teiten-simulate jpcert-2017q2.yaml --pcap out --from 2017-06-01 --to 2017-06-02",
      "",
      "Exit code: 0 done, 1 the world failed, 2 wrong usage or model."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int MAX_CAPTURE_DAYS = 31;

  /** Says which release this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Software.nameAndVersion("teiten-simulate", SimulateCommand.class)};
    }
  }

  /** Where to; one of them. */
  static final class Target {
    @Option(
        names = "--batches",
        required = true,
        paramLabel = "DIR",
        description = "Writes batches into this folder, one a sensor and day.")
    private Path batches;

    @Option(
        names = "--pcap",
        required = true,
        paramLabel = "DIR",
        description = "Writes captures into this folder, one a sensor and day; at most 31 days.")
    private Path captures;
  }

  @Mixin final DebugOption debug = new DebugOption();

  @ArgGroup(multiplicity = "1")
  private Target target;

  @Parameters(paramLabel = "MODEL", description = "The model file (YAML).")
  private Path file;

  @Option(names = "--seed", paramLabel = "N", description = "Another seed than the model's.")
  private Long seed;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "Writes only from this day on; it is the same as without this option.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Writes only up to this day.")
  private LocalDate to;

  /** Called by picocli. */
  public SimulateCommand() {}

  /** The program. */
  public static void main(String[] args) {
    System.exit(CommandRunner.run(new SimulateCommand(), args));
  }

  @Override
  public Integer call() throws CommandException, InvalidConfigException {
    try {
      run();
      return CommandRunner.DONE;
    } catch (IOException e) {
      throw CommandException.world(ErrorText.of(e), e);
    }
  }

  private void run() throws IOException, CommandException, InvalidConfigException {
    SimulationModel model = load();
    LocalDate first = Optional.ofNullable(from).orElse(model.from());
    LocalDate last = Optional.ofNullable(to).orElse(model.to());
    if (first.isBefore(model.from()) || last.isAfter(model.to()) || last.isBefore(first)) {
      throw CommandException.usage(
          "--from and --to must lie within the model: " + model.from() + " to " + model.to());
    }
    Simulation simulation = Simulation.of(model, seed == null ? model.seed() : seed);
    Rendering rendering = rendering(simulation, first, last);
    int days = (int) ChronoUnit.DAYS.between(model.from(), last) + 1;
    try (Progress progress = Progress.onStderr(days)) {
      for (SimulatedDay day : simulation) {
        if (day.date().isAfter(last)) {
          break;
        }
        if (!day.date().isBefore(first)) {
          rendering.write(day);
        }
        progress.at(day.date(), day.number() + 1);
      }
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        "simulated %s, seed %d: %s to %s (%s), sensors %d, %s%n",
        model.name(),
        simulation.seed(),
        first,
        last,
        model.zone(),
        model.sensors(),
        rendering.summary());
  }

  private SimulationModel load() throws IOException, InvalidConfigException {
    SimulationModel model = SimulationModel.load(file);
    List<ConfigProblem> problems =
        Simulation.problems(model).stream()
            .map(problem -> ConfigFile.problemAt(file, problem.key(), problem.message()))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return model;
  }

  private Rendering rendering(Simulation simulation, LocalDate first, LocalDate last)
      throws IOException, CommandException {
    if (target.batches != null) {
      return new BatchFolder(simulation, target.batches);
    }
    if (ChronoUnit.DAYS.between(first, last) >= MAX_CAPTURE_DAYS) {
      throw CommandException.usage(
          "--pcap is for short spans, at most "
              + MAX_CAPTURE_DAYS
              + " days; name them with --from and --to, or write --batches");
    }
    try {
      return new CaptureFolder(simulation, target.captures);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
  }
}
