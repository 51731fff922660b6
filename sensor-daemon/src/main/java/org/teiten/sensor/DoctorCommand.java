// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.teiten.sensor.doctor.AnswersExamination;
import org.teiten.sensor.doctor.CentreExamination;
import org.teiten.sensor.doctor.Finding;
import org.teiten.sensor.doctor.Finding.Level;
import org.teiten.sensor.doctor.HostExamination;
import org.teiten.sensor.doctor.RunningExamination;
import org.teiten.sensor.doctor.SpoolExamination;
import org.teiten.sensor.spool.SpoolOwner;
import org.teiten.sensor.top.StatusClient;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.lifecycle.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: what is wrong, and how to mend it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at the settings, the interface, the clock, the disk, the way to the centre and the"
          + " running sensor, and tells how to mend what is wrong.",
      "The centre gets a test batch that it does not count. Nothing else is changed."
    },
    footer = {
      "",
      "Example:",
      "  teiten-sensor doctor --config /etc/teiten/sensor.yaml",
      "",
      "Exit code: 0 nothing is wrong (there may be warnings), 1 a fault, 2 wrong usage or"
          + " configuration."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Option(names = "--offline", description = "Leave the centre alone.")
  private boolean offline;

  @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}.")
  private TextFormat format;

  @Override
  public Integer call() throws InvalidConfigException, CommandException, InterruptedException {
    List<Finding> findings = findings(config, config.load(), offline);
    System.out.print(format == TextFormat.JSON ? json(findings) : text(findings));
    return findings.stream().anyMatch(one -> one.level() == Level.FAULT)
        ? CommandRunner.WORLD_FAILED
        : CommandRunner.DONE;
  }

  static List<Finding> findings(ConfigOption config, SensorConfig settings, boolean offline)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    List<ConfigProblem> problems = new SensorCheck(config.file(), settings).problems();
    problems.forEach(
        problem -> findings.add(new Finding("settings", Level.FAULT, problem.toString(), "")));
    if (problems.isEmpty()) {
      findings.add(new Finding("settings", Level.OK, config.file() + ": no problems", ""));
    }
    findings.addAll(new HostExamination(settings.liveSources()).findings());
    findings.addAll(new AnswersExamination(settings.monitored()).findings());
    findings.addAll(new SpoolExamination(settings.spool(), Clock.systemUTC()).findings());
    if (offline) {
      findings.add(new Finding("centre", Level.SKIPPED, "not asked, as you wish", ""));
    } else {
      SpoolOwner owner =
          new SpoolOwner(
              settings.sensor(),
              settings.group(),
              Software.nameAndVersion("teiten-sensor", DoctorCommand.class));
      findings.addAll(
          new CentreExamination(settings.centre(), owner, Clock.systemUTC()).findings());
    }
    findings.addAll(new RunningExamination(new StatusClient(settings.http().listen())).findings());
    return findings;
  }

  static String text(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-12s %s%n",
              finding.level().label(),
              finding.subject(),
              finding.text()));
      if (!finding.advice().isEmpty()) {
        text.append(" ".repeat(22)).append("> ").append(finding.advice()).append('\n');
      }
    }
    long faults = count(findings, Level.FAULT);
    long warnings = count(findings, Level.WARNING);
    text.append('\n');
    return faults + warnings == 0
        ? text.append("nothing is wrong\n").toString()
        : text.append("faults: " + faults + ", warnings: " + warnings + "\n").toString();
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private static String json(List<Finding> findings) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, String> line = new LinkedHashMap<>();
      line.put("subject", finding.subject());
      line.put("level", finding.level().label());
      line.put("text", finding.text());
      line.put("advice", finding.advice());
      lines.add(line);
    }
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(lines) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings have no JSON", e);
    }
  }
}
