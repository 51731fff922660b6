// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.support.lifecycle.Beside;

class NoticeJournalTest {
  @TempDir private Path folder;

  private void write(int entries) throws IOException {
    try (NoticeJournal journal = NoticeJournal.open(folder, Clock.systemUTC())) {
      for (int i = 0; i < entries; i++) {
        journal.add(
            "sato",
            NoticeEvent.DRAFTED,
            "n-" + i,
            Map.of("organisation", "campus", "sources", "3", "reason", "a \"b\"\nc"));
      }
    }
  }

  private Path file() {
    return folder.resolve(NoticeJournal.FILE);
  }

  @Test
  void whatWasAddedIsThereAgainInItsOrder() throws IOException {
    write(3);
    write(2);

    try (NoticeJournal journal = NoticeJournal.open(folder, Clock.systemUTC())) {
      assertThat(journal.entries())
          .extracting(one -> one.number() + " " + one.notice())
          .containsExactly("1 n-0", "2 n-1", "3 n-2", "4 n-0", "5 n-1");
      assertThat(journal.entries().get(4).detail()).containsEntry("reason", "a \"b\"\nc");
    }
  }

  @Test
  void isReadWhileSomebodyElseWritesAndWithoutItsUnfinishedLine() throws IOException {
    assertThat(NoticeJournal.read(folder)).isEmpty();
    write(2);
    try (NoticeJournal journal = NoticeJournal.open(folder, Clock.systemUTC())) {
      assertThat(NoticeJournal.read(folder)).isEqualTo(journal.entries());
    }
    List<JournalEntry> whole = NoticeJournal.read(folder);
    Files.writeString(file(), Files.readString(file()) + "{\"number\":3,");
    assertThat(NoticeJournal.read(folder)).hasSize(2).isEqualTo(whole);
  }

  @Test
  void aLineThatWasChangedTakenOutOrMovedIsNamed() throws IOException {
    write(4);
    List<String> lines = Files.readAllLines(file());

    rewrite(lines.get(0), lines.get(1).replace("campus", "carrier"), lines.get(2), lines.get(3));
    assertRefused("line 2");
    rewrite(lines.get(0), lines.get(2), lines.get(3));
    assertRefused("line 2");
    rewrite(lines.get(0), lines.get(2), lines.get(1), lines.get(3));
    assertRefused("line 2");
    rewrite(lines.get(0), lines.get(1), "{}", lines.get(3));
    assertRefused("line 3");
  }

  private void rewrite(String... lines) throws IOException {
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  private void assertRefused(String line) {
    assertThatThrownBy(() -> NoticeJournal.open(folder, Clock.systemUTC()).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(NoticeJournal.FILE)
        .hasMessageContaining(line)
        .hasMessageContaining("restore the file from a backup");
  }

  @Test
  void aTornLastLineIsSetAsideAndTheRestStands() throws IOException {
    write(2);
    long whole = Files.size(file());
    Files.writeString(file(), "{\"number\":3,\"ti", StandardOpenOption.APPEND);

    write(1);

    try (NoticeJournal journal = NoticeJournal.open(folder, Clock.systemUTC())) {
      assertThat(journal.entries()).hasSize(3);
    }
    assertThat(Files.size(file())).isGreaterThan(whole);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("journal.torn-")))
          .singleElement()
          .satisfies(torn -> assertThat(torn).hasContent("{\"number\":3,\"ti"));
    }
  }

  @Test
  void itsLockHoldsWhileThisProcessReadsItAndTriesToOpenItAgain() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "needs Linux: /proc/locks");
    try (NoticeJournal first = NoticeJournal.open(folder, Clock.systemUTC())) {
      String inode = ":" + Files.getAttribute(file(), "unix:ino") + " ";
      assertThat(Files.readString(locks)).contains(inode);
      assertThat(NoticeJournal.read(folder)).isEqualTo(first.entries());
      assertThatThrownBy(() -> NoticeJournal.open(folder, Clock.systemUTC()))
          .isInstanceOf(JournalInUseException.class);
      assertThat(Files.readString(locks)).contains(inode);
    }
  }

  @Test
  @Timeout(60)
  void whoWaitsForItHasItOnceItIsClosed() throws Exception {
    try (Beside<List<JournalEntry>> waiting = waitingWhileItIsWritten()) {
      assertThat(waiting.result(IOException.class))
          .singleElement()
          .satisfies(entry -> assertThat(entry.who()).isEqualTo("sato"));
    }
  }

  private Beside<List<JournalEntry>> waitingWhileItIsWritten() throws IOException {
    try (NoticeJournal first = NoticeJournal.open(folder, Clock.systemUTC())) {
      Beside<List<JournalEntry>> waiting = Beside.begin("waiting", this::entriesWhenFree);
      first.add("sato", NoticeEvent.DRAFTED, "n-1", Map.of());
      return waiting;
    }
  }

  private List<JournalEntry> entriesWhenFree() throws IOException {
    try (NoticeJournal journal =
        NoticeJournal.openWhenFree(folder, Clock.systemUTC(), Duration.ofDays(1))) {
      return journal.entries();
    }
  }

  @Test
  void whoWaitsInVainIsToldWhoHasIt() throws IOException {
    try (NoticeJournal first = NoticeJournal.open(folder, Clock.systemUTC())) {
      assertThat(first.entries()).isEmpty();
      assertThatThrownBy(
              () -> NoticeJournal.openWhenFree(folder, Clock.systemUTC(), Duration.ofMillis(1)))
          .isInstanceOf(JournalInUseException.class)
          .hasMessageContaining("is in use by another teiten-central");
    }
  }

  @Test
  void onlyOneHasItAtATime() throws IOException {
    try (NoticeJournal first = NoticeJournal.open(folder, Clock.systemUTC())) {
      assertThat(first.entries()).isEmpty();
      assertThatThrownBy(() -> NoticeJournal.open(folder, Clock.systemUTC()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in use by another teiten-central");
    }
  }
}
