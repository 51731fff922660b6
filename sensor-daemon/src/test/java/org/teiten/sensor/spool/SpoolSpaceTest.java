// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;

/** What has to go when space is short, and that it is counted. */
class SpoolSpaceTest {
  @TempDir Path folder;

  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void lowSpaceLeavesTheNewestBatchAndCountsTheOthers() throws IOException {
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      spool.append(new IntervalFixture(0, 3));
      spool.append(new IntervalFixture(1, 4));
      SpooledBatch sending = spool.take(Set.of()).orElseThrow();
      disk.free(0);
      spool.append(new IntervalFixture(2, 5));
      assertThat(spool.waitingBatches()).isEqualTo(2);
      assertThat(spool.counters().droppedPackets(Drop.LOW_SPACE)).isEqualTo(4);
      disk.free(Long.MAX_VALUE);
      spool.append(new IntervalFixture(3, 6));
      spool.keep(sending);
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(3L, 5L, 6L);
    }
  }

  @Test
  void aLittleTooLittleSpaceCostsOnlyAsManyBatchesAsGiveItBack() throws IOException {
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      for (int minute = 0; minute < 5; minute++) {
        spool.append(new IntervalFixture(minute, 3));
      }
      long batch = spool.waitingBytes() / 5;
      disk.free((1 << 20) + batch - 100); // once it is written 100 bytes lack to min_free
      spool.append(new IntervalFixture(9, 3));
      assertThat(spool.counters().droppedBatches(Drop.LOW_SPACE)).isEqualTo(1);
    }
  }

  @Test
  void makesRoomBeforeItWritesAnything() throws IOException {
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      spool.append(new IntervalFixture(0, 3));
      String oldest = SpoolFixture.batches(folder).get(0).getFileName().toString();
      disk.free(1 << 20); // just min_free
      disk.takeDone();
      spool.append(new IntervalFixture(1, 3));
      assertThat(disk.takeDone()).startsWith("delete " + oldest, "create state.tmp");
    }
  }

  @Test
  void writesNoNoteWhereSpaceIsLowAndNoStateThatIsThereAlready() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(100, 3));
    }
    Files.writeString(folder.resolve("README"), "x");
    disk.free(0);
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      assertThat(disk.takeDone()).isEmpty();
      assertThat(SpoolFixture.aside(folder)).containsExactly("README");
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(3L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writesAFreshStateOnlyOnceRoomWasMadeForTheBatchThatNeedsIt(boolean damaged)
      throws IOException {
    if (damaged) {
      Files.writeString(folder.resolve("state"), "damaged");
    }
    disk.free(0);
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      assertThat(disk.takeDone()).noneMatch(done -> done.startsWith("create"));
      assertThat(folder.resolve("state")).doesNotExist();
      spool.append(new IntervalFixture(0, 3));
      assertThat(folder.resolve("state")).exists();
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(3L);
    }
  }

  @Test
  void losesNothingWhenTheFreeSpaceIsNotTold() throws IOException {
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      spool.append(new IntervalFixture(0, 3));
      disk.freeUnknown(true);
      spool.append(new IntervalFixture(1, 4));
      spool.refused(spool.take(Set.of()).orElseThrow(), "no");
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(4L);
      assertThat(spool.counters().droppedBatches()).isZero();
      assertThat(SpoolFixture.aside(folder)).hasSize(1);
    }
  }

  @Test
  void countsADamagedBatchThatHasToLeaveTheAsideCorner() throws IOException {
    for (int minute = 0; minute < 3; minute++) {
      try (Spool spool = SpoolFixture.open(folder)) {
        spool.append(new IntervalFixture(minute, 3_000));
      }
    }
    for (Path batch : SpoolFixture.batches(folder)) {
      byte[] bytes = Files.readAllBytes(batch);
      bytes[0] = 0;
      Files.write(batch, bytes);
    }
    Files.write(folder.resolve("notes"), new byte[1_000]);
    try (Spool spool = SpoolFixture.openSmall(folder, "64KiB")) {
      assertThat(SpoolFixture.packetsOfAll(spool)).isEmpty();
      assertThat(spool.counters().setAside(Aside.TORN)).isEqualTo(3);
      assertThat(spool.counters().droppedBatches(Drop.ASIDE_FULL)).isEqualTo(2);
      assertThat(spool.counters().droppedPackets(Drop.ASIDE_FULL)).isZero();
    }
  }
}
