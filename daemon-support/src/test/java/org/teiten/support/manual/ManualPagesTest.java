// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManualPagesTest {
  @TempDir Path folder;

  @Command(name = "watch", description = "Watches. All day.", subcommands = Count.class)
  static final class Watch {}

  @Command(
      name = "count",
      description = "Counts 100%% of them.",
      footer = {"", "Example:", "  watch count --by port f.pcap", ".hidden 'quoted' back\\slash"})
  static final class Count {
    @Option(names = "--by", paramLabel = "WHAT", description = "by what")
    String by;

    @Option(names = "--secret", hidden = true)
    boolean secret;

    @Parameters(paramLabel = "FILE", description = "what to count")
    String file;
  }

  private String page(String name) throws IOException {
    ManualPages.write(new CommandLine(new Watch()), "watch 1.0", "2026-11-24", folder);
    return Files.readString(folder.resolve(name));
  }

  @Test
  void everyCommandHasAPageThatNamesTheOthers() throws IOException {
    assertThat(page("watch.1"))
        .startsWith(".TH \"WATCH\" 1 \"2026-11-24\" \"watch 1.0\"")
        .contains("watch \\- Watches\n", "\\fBwatch\\-count\\fR(1)");
    assertThat(page("watch-count.1"))
        .contains("watch\\-count \\- Counts 100% of them\n", ".SH SEE ALSO\n\\fBwatch\\fR(1)");
  }

  @Test
  void optionsAndParametersAreThereUnlessHidden() throws IOException {
    assertThat(page("watch-count.1"))
        .contains("\\fB\\-\\-by\\fR \\fIWHAT\\fR\nby what\n", "\\fBFILE\\fR\nwhat to count\n")
        .doesNotContain("secret");
  }

  @Test
  void noTextIsTakenForARequest() throws IOException {
    assertThat(page("watch-count.1")).contains("\n\\&.hidden 'quoted' back\\eslash\n");
  }

  @Test
  void completionKnowsTheSubcommands() throws Exception {
    ManualPages.main(new String[] {Watch.class.getName(), "2026-11-24", folder.toString()});
    assertThat(folder.resolve("watch.bash")).content().contains("count", "--by");
  }
}
