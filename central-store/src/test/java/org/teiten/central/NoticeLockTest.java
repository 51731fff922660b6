// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.notify.journal.NoticeJournal;

class NoticeLockTest {
  @TempDir private Path folder;

  @Test
  void anotherProcessDoesNotWorkOnTheJournalThatThisOneHas() throws Exception {
    Path config = Run.config(folder);
    Path err = folder.resolve("err.txt");
    try (NoticeJournal journal =
        NoticeJournal.open(folder.resolve("data/notices"), Clock.systemUTC())) {
      assertThat(journal.entries()).isEmpty();
      Process process = Run.process(err, "notices", "list", "--config", config);
      try {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(1);
      } finally {
        process.destroyForcibly();
      }
    }

    assertThat(Files.readString(err)).contains("journal.jsonl is in use by another teiten-central");
  }
}
