// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.RowView;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.sensor.spool.SpoolCounters.Drop;

class SpoolWriterTest {
  @TempDir Path folder;

  @Test
  void takesOneIntervalAtATimeAndReleasesIt() throws Exception {
    try (Spool spool = SpoolFixture.open(folder)) {
      SpoolWriter writer = new SpoolWriter(spool, interval -> {});
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
      SpoolWriter writer = new SpoolWriter(spool, interval -> {});
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

  @Test
  void countsWhatThereWasNoMemoryForAndGoesOn() throws Exception {
    try (Spool spool = SpoolFixture.open(folder)) {
      SpoolWriter writer = new SpoolWriter(spool, interval -> {});
      Unwritable lost = new Unwritable(4, new OutOfMemoryError("Java heap space"));
      assertThat(writer.offer(lost)).isTrue();
      Thread thread = new Thread(writer);
      thread.start();
      Awaitility.await().until(() -> writer.offer(new IntervalFixture(1, 7)));
      writer.close();
      thread.join();
      assertThat(lost.interval().released()).isEqualTo(1);
      assertThat(spool.counters().droppedBatches(Drop.MEMORY)).isEqualTo(1);
      assertThat(spool.counters().droppedPackets(Drop.MEMORY)).isEqualTo(4);
      assertThat(spool.counters().writtenPackets()).isEqualTo(7);
      try (var files = Files.list(folder)) {
        assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
      }
    }
  }

  @Test
  void endsWithTheErrorThatItCannotOutliveAndCountsWhatItCost() throws Exception {
    try (Spool spool = SpoolFixture.open(folder)) {
      SpoolWriter writer = new SpoolWriter(spool, interval -> {});
      Unwritable lost = new Unwritable(4, new StackOverflowError());
      assertThat(writer.offer(lost)).isTrue();
      AtomicReference<Throwable> end = new AtomicReference<>();
      Thread thread = new Thread(writer);
      thread.setUncaughtExceptionHandler((t, e) -> end.set(e));
      thread.start();
      thread.join();
      assertThat(end.get()).isInstanceOf(StackOverflowError.class);
      assertThat(lost.interval().released()).isEqualTo(1);
      assertThat(spool.counters().droppedPackets(Drop.BUG)).isEqualTo(4);
    }
  }

  /** An interval whose rows cannot be read. */
  private record Unwritable(IntervalFixture interval, Error error) implements ClosedInterval {
    Unwritable(int sources, Error error) {
      this(new IntervalFixture(0, sources), error);
    }

    @Override
    public IntervalHeader header() {
      return interval.header();
    }

    @Override
    public List<String> signatures() {
      return interval.signatures();
    }

    @Override
    public long unsignedPackets() {
      return interval.unsignedPackets();
    }

    @Override
    public void forEachRow(Consumer<FlowTuple> consumer) {
      throw error;
    }

    @Override
    public void forEachRowInAnyOrder(Consumer<RowView> consumer) {
      throw error;
    }

    @Override
    public void release() {
      interval.release();
    }
  }
}
