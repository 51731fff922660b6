// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.spool.SpoolCounters.Drop;

class SpoolWriterTest {
  @TempDir Path folder;

  @Test
  void takesOneIntervalAtATimeAndReleasesIt() throws Exception {
    try (Spool spool = SpoolFixture.open(folder)) {
      SpoolWriter writer = new SpoolWriter(spool);
      IntervalFixture first = new IntervalFixture(0, 4);
      IntervalFixture second = new IntervalFixture(1, 4);
      assertThat(writer.offer(first)).isTrue();
      assertThat(writer.offer(second)).isFalse();
      Thread thread = new Thread(writer);
      thread.start();
      Awaitility.await().until(() -> writer.offer(second));
      writer.close();
      thread.join();
      assertThat(first.released()).isEqualTo(1);
      assertThat(second.released()).isEqualTo(1);
      assertThat(spool.waitingBatches()).isEqualTo(2);
    }
  }

  @Test
  void countsWhatAFullDiskCostAndGoesOn() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      SpoolWriter writer = new SpoolWriter(spool);
      disk.failIn(0, 1);
      IntervalFixture lost = new IntervalFixture(0, 4);
      assertThat(writer.offer(lost)).isTrue();
      Thread thread = new Thread(writer);
      thread.start();
      Awaitility.await().until(writer::isFailing);
      Awaitility.await().until(() -> writer.offer(new IntervalFixture(1, 7)));
      writer.close();
      thread.join();
      assertThat(writer.isFailing()).isFalse();
      assertThat(lost.released()).isEqualTo(1);
      assertThat(spool.counters().droppedPackets(Drop.DISK)).isEqualTo(4);
      assertThat(spool.counters().writtenPackets()).isEqualTo(7);
    }
  }
}
