// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.spool.SpoolCounters.Drop;

/** Whose a folder is, whatever somebody does to it or to its lock. */
class SpoolOwnershipTest {
  @TempDir Path folder;

  @Test
  void folderDeletedWhileItIsUsedIsMadeAgainAndWhatWasInItIsCounted() throws IOException {
    Path spoolFolder = folder.resolve("spool");
    try (Spool spool = SpoolFixture.open(spoolFolder)) {
      spool.append(new IntervalFixture(0, 3));
      spool.append(new IntervalFixture(1, 4));
      try (Stream<Path> all = Files.walk(spoolFolder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      assertThatThrownBy(() -> spool.take(Set.of())).hasMessageContaining("was deleted");
      spool.append(new IntervalFixture(2, 5));
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(5L);
      assertThat(spool.counters().droppedBatches(Drop.GONE)).isEqualTo(2);
      assertThat(spool.counters().droppedPackets(Drop.GONE)).isEqualTo(7);
      assertThatThrownBy(() -> SpoolFixture.open(spoolFolder))
          .hasMessageContaining("used by another process");
    }
  }

  @Test
  void secondProcessOnOneSpoolRefusesToStart() throws Exception {
    try (Spool spool = SpoolFixture.open(folder)) {
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenSpool.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String said =
          new String(
              second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(said).contains("spool folder " + folder + " is used by another process");
      assertThat(second.exitValue()).isEqualTo(1);
      spool.append(new IntervalFixture(0, 1));
    }
  }

  /** The other process. */
  static final class OpenSpool {
    private OpenSpool() {}

    public static void main(String[] args) throws IOException {
      SpoolFixture.open(Path.of(args[0])).close();
    }
  }

  @Test
  void noticesThatAnotherFolderStandsInItsPlaceAndLeavesItAlone() throws IOException {
    Path place = folder.resolve("spool");
    try (Spool spool = SpoolFixture.open(place)) {
      spool.append(new IntervalFixture(0, 3));
      SpooledBatch sending = spool.take(Set.of()).orElseThrow();
      Files.move(place, folder.resolve("moved"));
      try (Spool second = SpoolFixture.open(place)) {
        assertThatThrownBy(() -> spool.append(new IntervalFixture(1, 4)))
            .hasMessageContaining("is used by another process");
        assertThatThrownBy(() -> spool.take(Set.of())).hasMessageContaining("was deleted");
        assertThatThrownBy(() -> spool.renumber(sending)).hasMessageContaining("was deleted");
        assertThat(place.resolve("state")).doesNotExist();
        assertThat(SpoolFixture.batches(place)).isEmpty();
        second.append(new IntervalFixture(2, 5));
        assertThat(SpoolFixture.packetsOfAll(second)).containsExactly(5L);
      }
      spool.append(new IntervalFixture(3, 6));
      assertThat(SpoolFixture.batches(place)).hasSize(1);
    }
  }

  @Test
  void noticesThatItsLockWasReplacedAndTakesTurnsWithNobody() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(0, 3));
      Files.delete(folder.resolve("lock"));
      try (Spool second = SpoolFixture.open(folder)) {
        assertThatThrownBy(() -> spool.take(Set.of())).hasMessageContaining("another process");
        assertThatThrownBy(() -> spool.append(new IntervalFixture(1, 4)))
            .hasMessageContaining("is used by another process");
        assertThat(SpoolFixture.packetsOfAll(second)).containsExactly(3L);
      }
    }
  }

  @Test
  void makesItsLockAgainThatSomebodyDeleted() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      Files.delete(folder.resolve("lock"));
      spool.append(new IntervalFixture(0, 3));
      assertThatThrownBy(() -> SpoolFixture.open(folder))
          .hasMessageContaining("used by another process");
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(3L);
    }
  }
}
