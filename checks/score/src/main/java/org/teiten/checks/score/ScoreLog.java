// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Half years that were scored, one line each, so that a long run can be interrupted. */
final class ScoreLog {
  private static final int FIXED = 5;
  private final Map<String, HalfYear> halfYears = new HashMap<>();

  private ScoreLog() {}

  static ScoreLog read(Path file) throws IOException {
    ScoreLog log = new ScoreLog();
    if (Files.exists(file)) {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      // A line without its end was torn by an interruption.
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        HalfYear halfYear = parse(line);
        log.halfYears.put(key(halfYear.k(), halfYear.seed(), halfYear.quiet()), halfYear);
      }
    }
    return log;
  }

  HalfYear find(double k, long seed, boolean quiet) {
    return halfYears.get(key(k, seed, quiet));
  }

  static String line(HalfYear halfYear) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s\t%d\t%b\t%.3f\t%d",
                halfYear.k(),
                halfYear.seed(),
                halfYear.quiet(),
                halfYear.seconds(),
                halfYear.unanswering()));
    for (HalfYear.Outcome each : halfYear.outcomes()) {
      line.append('\t')
          .append(each.group())
          .append(';')
          .append(each.demanded())
          .append(';')
          .append(each.step())
          .append(';')
          .append(each.claimed())
          .append(';')
          .append(each.accepted())
          .append(';')
          .append(each.startError())
          .append(';')
          .append(each.rightStart())
          .append(';')
          .append(each.explained());
    }
    return line.append('\n').toString();
  }

  private static HalfYear parse(String line) {
    String[] fields = line.split("\t", -1);
    List<HalfYear.Outcome> outcomes = new ArrayList<>();
    for (int i = FIXED; i < fields.length; i++) {
      String[] parts = fields[i].split(";", -1);
      outcomes.add(
          new HalfYear.Outcome(
              parts[0],
              Boolean.parseBoolean(parts[1]),
              Boolean.parseBoolean(parts[2]),
              Boolean.parseBoolean(parts[3]),
              Boolean.parseBoolean(parts[4]),
              Long.parseLong(parts[5]),
              Boolean.parseBoolean(parts[6]),
              Boolean.parseBoolean(parts[7])));
    }
    return new HalfYear(
        Double.parseDouble(fields[0]),
        Long.parseLong(fields[1]),
        Boolean.parseBoolean(fields[2]),
        Double.parseDouble(fields[3]),
        Integer.parseInt(fields[4]),
        List.copyOf(outcomes),
        List.of());
  }

  private static String key(double k, long seed, boolean quiet) {
    return k + " " + seed + " " + quiet;
  }
}
