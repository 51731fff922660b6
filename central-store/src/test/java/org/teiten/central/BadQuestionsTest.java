// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that cannot be answered, through the command line. */
class BadQuestionsTest {
  @TempDir private Path folder;

  private Run.Result command(String name, Path config, Object... more) {
    Object[] words = new Object[more.length + 3];
    words[0] = name;
    words[1] = "--config";
    words[2] = config;
    System.arraycopy(more, 0, words, 3, more.length);
    return Run.command(words);
  }

  @Test
  void aPeriodThatNobodyObservedIsNotCalledQuiet() throws IOException {
    Path config = Run.config(folder);
    Path batches = Files.createDirectory(folder.resolve("batches"));
    Batch.of("sensor-01", 1, 0)
        .minute("2026-06-15T10:00:00Z")
        .tcp("133.11.0.1", 23, 3)
        .and()
        .writeTo(batches);
    assertThat(command("import", config, batches).code()).isZero();

    for (String day : new String[] {"2015-01-01", "2026-09-01"}) {
      assertThat(command("phenomena", config, "--from", day, "--to", day).out())
          .contains("No sensor observed any of this period.")
          .doesNotContain("No notable change");
      assertThat(Run.command("rank", "ports", "--config", config, "--from", day, "--to", day).out())
          .contains("No sensor observed any of this period.")
          .doesNotContain("No packets");
    }
    assertThat(command("phenomena", config, "--from", "2026-06-15", "--to", "2026-06-15").out())
        .contains("No notable change starts in this period.");
    Run.Result report =
        command("report", config, "--quarter=2015Q1", "--out", folder.resolve("out"));
    assertThat(report.code()).isEqualTo(1);
    assertThat(report.err())
        .contains("nothing was observed in 2015Q1 (2015-01-01 to 2015-03-31 UTC)");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aReportSaysThatFontsAreMissingBeforeItCounts() throws IOException {
    Path config = Run.config(folder, "report: {font_folders: [/nowhere]}");

    Run.Result report =
        command("report", config, "--quarter=2026Q2", "--out", folder.resolve("out"));

    assertThat(report.code()).isEqualTo(1);
    assertThat(report.err())
        .contains("apt-get install fonts-morisawa-bizud-gothic", "report.font_folders", "/nowhere")
        .doesNotContain("no store", "\tat ");
  }

  @Test
  void aReportListsWhatIsWrongInAnAnalystsTextsBeforeItCounts() throws IOException {
    Path config = Run.config(folder, "report: {font_folders: [" + folder + "]}");
    Files.createFile(folder.resolve("BIZUDPGothic-Regular.ttf"));
    Path out = Files.createDirectory(folder.resolve("out"));
    Path texts = out.resolve("teiten-2026Q2-public.en.texts.yaml");
    Files.writeString(texts, "texts:\n  overview: [1]\nmore: 2\n");

    Run.Result report =
        command("report", config, "--quarter=2026Q2", "--edition=public", "--out", out);

    assertThat(report.code()).isEqualTo(2);
    assertThat(report.err()).contains(texts + ":2:", texts + ":3:").doesNotContain("no store");
  }
}
