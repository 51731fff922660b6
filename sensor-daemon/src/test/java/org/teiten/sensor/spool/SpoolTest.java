// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;

class SpoolTest {
  @TempDir Path folder;

  @Test
  void givesBatchesOldestFirstUntilTheyAreDelivered() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(100, 3));
      spool.append(new IntervalFixture(101, 5));
      SpooledBatch first = spool.take(Set.of()).orElseThrow();
      assertThat(first.id().sequence()).isZero();
      assertThat(first.packets()).isEqualTo(3);
      BatchHeader header = BatchCopy.verify(first.file());
      assertThat(header.id()).isEqualTo(first.id());
      assertThat(header.group()).isEqualTo("jp");
      spool.delivered(first);
      SpooledBatch second = spool.take(Set.of()).orElseThrow();
      assertThat(second.id().sequence()).isEqualTo(1);
      spool.delivered(second);
      assertThat(spool.take(Set.of())).isEmpty();
      assertThat(SpoolFixture.batches(folder)).isEmpty();
      assertThat(spool.waitingBytes()).isZero();
    }
  }

  @Test
  void neverUsesASequenceAgainEvenWhenAllBatchesAreDelivered() throws IOException {
    String epoch;
    try (Spool spool = SpoolFixture.open(folder)) {
      epoch = spool.epoch();
      spool.append(new IntervalFixture(100, 1));
      spool.delivered(spool.take(Set.of()).orElseThrow());
    }
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(101, 1));
      assertThat(spool.take(Set.of()).orElseThrow().id())
          .isEqualTo(new BatchId(SpoolFixture.SENSOR, epoch, 1));
    }
  }

  @Test
  void goesOnBehindTheHighestBatchWhenTheStateIsOlder() throws IOException {
    Path old = folder.resolve("state.old");
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(100, 1));
      Files.copy(folder.resolve("state"), old);
      spool.append(new IntervalFixture(101, 1));
    }
    Files.move(old, folder.resolve("state"), StandardCopyOption.REPLACE_EXISTING);
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(102, 1));
      assertThat(SpoolFixture.batches(folder).get(2).toString()).endsWith("_000000000002.avro");
    }
  }

  @Test
  void beginsANewEpochWhenTheStateIsDamaged() throws IOException {
    String epoch;
    try (Spool spool = SpoolFixture.open(folder)) {
      epoch = spool.epoch();
      spool.append(new IntervalFixture(100, 1));
    }
    Files.writeString(folder.resolve("state"), "epoch 12");
    try (Spool spool = SpoolFixture.open(folder)) {
      assertThat(spool.epoch()).isNotEqualTo(epoch);
      assertThat(spool.take(Set.of()).orElseThrow().id().epoch()).isEqualTo(epoch);
      assertThat(SpoolFixture.aside(folder)).containsExactly("state");
    }
  }

  @Test
  void putsTornAndForeignFilesAside() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(100, 50));
      spool.append(new IntervalFixture(101, 7));
    }
    Path torn = SpoolFixture.batches(folder).get(0);
    byte[] bytes = Files.readAllBytes(torn);
    Files.write(torn, java.util.Arrays.copyOf(bytes, bytes.length - 20));
    String foreign =
        new BatchId(new SensorId("osaka-1"), "0123456789abcdef".repeat(2), 3).fileName();
    Files.writeString(folder.resolve(foreign), "x");
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.writeString(folder.resolve(torn.getFileName() + ".tmp"), "x");
    try (Spool spool = SpoolFixture.open(folder)) {
      SpooledBatch only = spool.take(Set.of()).orElseThrow();
      assertThat(only.packets()).isEqualTo(7);
      assertThat(SpoolFixture.aside(folder))
          .containsExactlyInAnyOrder(
              torn.getFileName().toString(), torn.getFileName() + ".tmp", foreign, "notes.txt");
      assertThat(spool.counters().setAside(Aside.TORN)).isEqualTo(2);
      assertThat(spool.counters().setAside(Aside.FOREIGN)).isEqualTo(2);
    }
  }

  @Test
  void dropsTheOldestPastItsBoundAndCountsWhatItHeld() throws IOException {
    try (Spool spool = SpoolFixture.openSmall(folder, "64KiB")) {
      long appended = 0;
      for (int minute = 0; spool.counters().droppedBatches() < 2; minute++) {
        spool.append(new IntervalFixture(minute, 100 + minute));
        appended++;
        assertThat(minute).isLessThan(100);
      }
      assertThat(spool.waitingBytes()).isLessThanOrEqualTo(64 << 10);
      assertThat(spool.waitingBatches()).isEqualTo((int) appended - 2);
      assertThat(spool.counters().droppedPackets(Drop.SPOOL_FULL)).isEqualTo(100 + 101);
      assertThat(spool.take(Set.of()).orElseThrow().packets()).isEqualTo(102);
    }
  }

  @Test
  void neverDropsTheBatchThatIsBeingSent() throws IOException {
    try (Spool spool = SpoolFixture.openSmall(folder, "64KiB")) {
      spool.append(new IntervalFixture(0, 100));
      SpooledBatch sending = spool.take(Set.of()).orElseThrow();
      for (int minute = 1; spool.counters().droppedBatches() < 3; minute++) {
        spool.append(new IntervalFixture(minute, 100));
      }
      assertThat(sending.file()).exists();
      spool.keep(sending);
      assertThat(spool.take(Set.of())).contains(sending);
    }
  }

  @Test
  void losesOnlyTheIntervalThatAFullDiskRefused() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      spool.append(new IntervalFixture(0, 1));
      for (int operation = 0; operation < 6; operation++) {
        disk.failIn(operation, 1);
        IntervalFixture refused = new IntervalFixture(10 + operation, 1);
        assertThatThrownBy(() -> spool.append(refused))
            .hasMessageContaining("No space left on device");
      }
      disk.failIn(-1, 0);
      spool.append(new IntervalFixture(1, 1));
      assertThat(spool.waitingBatches()).isEqualTo(2);
      try (var files = Files.list(folder)) {
        assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
      }
    }
  }

  @Test
  void keepsABatchThatHasItsNameWhenOnlyTheFolderCannotBeSynced() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      disk.failFolderSyncIn(1); // the first is that of the state
      spool.append(new IntervalFixture(0, 1));
      assertThat(spool.waitingBatches()).isEqualTo(1);
    }
  }

  @Test
  void givesAConflictingBatchANewIdInANewEpochAndLeavesTheOthers() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      String old = spool.epoch();
      spool.append(new IntervalFixture(0, 2));
      spool.append(new IntervalFixture(1, 3));
      assertThat(spool.renumber(spool.take(Set.of()).orElseThrow())).isTrue();
      SpooledBatch next = spool.take(Set.of()).orElseThrow();
      assertThat(next.id()).isEqualTo(new BatchId(SpoolFixture.SENSOR, old, 1));
      spool.delivered(next);
      SpooledBatch renumbered = spool.take(Set.of()).orElseThrow();
      assertThat(renumbered.id()).isEqualTo(new BatchId(SpoolFixture.SENSOR, spool.epoch(), 0));
      assertThat(spool.epoch()).isNotEqualTo(old);
      assertThat(BatchCopy.verify(renumbered.file()).id()).isEqualTo(renumbered.id());
      assertThat(renumbered.packets()).isEqualTo(2);
    }
  }

  @Test
  void avoidsSuspectsWhileThereAreOthers() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(0, 1));
      spool.append(new IntervalFixture(1, 1));
      SpooledBatch first = spool.take(Set.of()).orElseThrow();
      spool.keep(first);
      SpooledBatch second = spool.take(List.of(first.id())).orElseThrow();
      assertThat(second.id().sequence()).isEqualTo(1);
      spool.keep(second);
      assertThat(spool.take(List.of(second.id(), first.id()))).contains(second);
    }
  }

  @Test
  void belongsToOneProcessAtATime() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      assertThatThrownBy(() -> SpoolFixture.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("used by another process");
      assertThat(spool.waitingBatches()).isZero();
    }
  }

  @Test
  void boundsWhatWasPutAside() throws IOException {
    for (int i = 0; i < 10; i++) {
      Files.write(folder.resolve("foreign-" + i), new byte[4 << 10]);
    }
    try (Spool spool = SpoolFixture.openSmall(folder, "64KiB")) {
      assertThat(SpoolFixture.aside(folder)).hasSize(4);
      assertThat(spool.counters().setAside(Aside.FOREIGN)).isEqualTo(10);
    }
  }
}
