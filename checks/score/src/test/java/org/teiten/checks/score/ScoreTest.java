// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
  private static final long SEED = 77_000;

  @Test
  void findsTheChangesOfThreeQuartersAndNothingInAQuietOne(@TempDir Path folder)
      throws IOException {
    List<HalfYear> halfYears =
        IntStream.range(0, 4).mapToObj(i -> HalfYear.of(SEED + i, 8, i == 3)).toList();
    List<HalfYear.Outcome> demanded =
        halfYears.stream()
            .flatMap(each -> each.outcomes().stream())
            .filter(HalfYear.Outcome::demanded)
            .toList();
    List<String> remarks = halfYears.stream().flatMap(each -> each.remarks().stream()).toList();

    assertThat(demanded).as("changes of the three models").hasSizeGreaterThan(4);
    assertThat(demanded)
        .as("answered changes; %s", remarks)
        .filteredOn(HalfYear.Outcome::accepted)
        .hasSizeGreaterThanOrEqualTo((int) Math.ceil(0.9 * demanded.size()));
    assertThat(halfYears.stream().mapToInt(HalfYear::unanswering).sum())
        .as("claims that answer nothing; %s", remarks)
        .isLessThanOrEqualTo(1);
    assertThat(halfYears.get(3).unanswering()).as("claims of the quiet quarter").isZero();

    Path log = folder.resolve("log.tsv");
    for (HalfYear each : halfYears) {
      Files.writeString(
          log,
          ScoreLog.line(each),
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
    }
    Files.writeString(log, "8.0\t99\tfal", java.nio.file.StandardOpenOption.APPEND);
    assertThat(ScoreLog.read(log).find(8, SEED + 1, false).outcomes())
        .as("read back from a log whose last line is torn")
        .isEqualTo(halfYears.get(1).outcomes());
    assertThat(ScoreTable.of(halfYears)).contains("| half years with changes | 3 |");
  }
}
