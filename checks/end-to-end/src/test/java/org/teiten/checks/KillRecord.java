// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.teiten.checks.KillCampaign.Result;
import org.teiten.checks.KillCampaign.Victim;

/** The finished campaigns of this commit, a JSON line each, and their table in docs/. */
final class KillRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String commit;
  private final Path file;
  private final List<Result> results = new ArrayList<>();

  private KillRecord(String commit) throws IOException {
    this.commit = commit;
    this.file = Checkout.top().resolve("checks/end-to-end/target/kills-" + commit + ".jsonl");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        results.add(JSON.readValue(line, Result.class));
      }
    }
  }

  static KillRecord ofThisCommit() throws IOException {
    String commit = first("git -C " + Checkout.top() + " describe --always --dirty --abbrev=12");
    return new KillRecord(commit);
  }

  int done(Victim victim) {
    return (int) results.stream().filter(r -> r.victim() == victim).count();
  }

  void add(Result result) throws IOException {
    results.add(result);
    Files.writeString(
        file,
        JSON.writeValueAsString(result) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void writeTable() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            # kill -9

            Written by `./test.sh --long kills`. Packets, each to a port of its own, arrive while one process is killed
            and started again. *Arrived* is tcpdump's count; *spooled* what the sensor said it had written before it died;
            *twice* must be 0, *lost though spooled* must be 0; a killed sensor loses what it had not spooled yet, which is
            the difference of *arrived* and *stored*; a killed centre loses nothing.

            """);
    table.append("Commit ").append(commit).append(", ").append(machine()).append("\n\n");
    table.append("| killed | kills | arrived | spooled | stored | twice | lost though spooled |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (Result r : results) {
      table.append(
          "| %s | %d | %d | %d | %d | %d | %d |%n"
              .formatted(
                  r.victim(),
                  r.rounds(),
                  r.arrived(),
                  r.spooled(),
                  r.stored(),
                  r.twice(),
                  r.lostThoughSpooled()));
    }
    Files.writeString(Checkout.top().resolve("docs/91-kills.md"), table);
  }

  private static String machine() {
    String model =
        first("sed -n s/^model.name.*:.//p /proc/cpuinfo").lines().findFirst().orElse("?");
    return "%d × %s, Linux %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            first("uname -r"),
            System.getProperty("java.version"));
  }

  private static String first(String command) {
    return ChildProcess.run(List.of(command.split(" ", -1))).orThrow(command).out().strip();
  }
}
