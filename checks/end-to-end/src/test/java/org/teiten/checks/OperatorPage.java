// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the sensor's commands print beside a running sensor: docs/55-operator.md. */
final class OperatorPage {
  private static final Map<List<String>, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put(List.of("check"), "Every problem of the settings; here none.");
    COMMANDS.put(List.of("dump"), "The effective settings.");
    COMMANDS.put(
        List.of("doctor"),
        "What is wrong with the host, the spool and the way to the centre, and how to mend it.");
    COMMANDS.put(List.of("top"), "What the running sensor sees; on a terminal kept up to date.");
    COMMANDS.put(List.of("spool", "list"), "What waits for the centre, and what for a human.");
    COMMANDS.put(List.of("support"), "An archive for whoever helps.");
  }

  private final Map<String, String> printed = new LinkedHashMap<>();
  private final Map<String, String> purposes = new LinkedHashMap<>();

  private OperatorPage() {}

  static OperatorPage of(Telescope telescope) {
    OperatorPage page = new OperatorPage();
    Path archive = telescope.folder.resolve("teiten-support.zip");
    COMMANDS.forEach(
        (words, purpose) -> {
          String name = String.join(" ", words);
          String[] command =
              name.equals("support")
                  ? new String[] {name, "--out", archive.toString()}
                  : words.toArray(String[]::new);
          ChildProcess.Outcome outcome = telescope.sensor(command);
          page.printed.put(
              name,
              (outcome.out() + outcome.err())
                  .replace(telescope.folder + "/sensor.yaml", "/etc/teiten/sensor.yaml")
                  .replace(telescope.folder.toString(), "/var/lib/teiten-sensor"));
          page.purposes.put(name, purpose);
        });
    return page;
  }

  /** What a command printed. */
  String of(String command) {
    return printed.get(command);
  }

  String text() {
    return String.join("\n", printed.values());
  }

  void write(Path page) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# What the operator sees\n\n")
        .append("Written by `./test.sh --long operator`: a sensor in a network namespace after ")
        .append("nmap, masscan, zmap and hping3 have been at it.\n");
    printed.forEach(
        (name, output) ->
            text.append("\n## teiten-sensor ")
                .append(name)
                .append("\n\n")
                .append(purposes.get(name))
                .append("\n\n```\n$ teiten-sensor ")
                .append(name)
                .append(" --config /etc/teiten/sensor.yaml\n")
                .append(output.stripTrailing())
                .append("\n```\n"));
    Files.writeString(page, text);
  }
}
