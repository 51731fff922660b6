// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;

/**
 * The catalogue of known errors: what disks, machines and people do to a spool, and what becomes of
 * it. Never a stop; what can be saved is, the rest is aside or counted.
 */
class SpoolKnownErrorsTest {
  @TempDir Path folder;

  private final FaultyDisk disk = new FaultyDisk();

  private Path oneBatch(int sources) throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(100, sources));
    }
    return SpoolFixture.batches(folder).get(0);
  }

  /** Opens a spool whose one batch holds these bytes: it is sent with all its packets or aside. */
  private void assertWholeOrAside(Path batch, byte[] bytes, long packets) throws IOException {
    Files.write(batch, bytes);
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      List<Long> sent = SpoolFixture.packetsOfAll(spool);
      if (sent.isEmpty()) {
        assertThat(SpoolFixture.aside(folder)).hasSize(1);
        assertThat(spool.counters().setAside(Aside.TORN) + spool.counters().setAside(Aside.FOREIGN))
            .isEqualTo(1);
      } else {
        assertThat(sent).containsExactly(packets);
      }
    }
    for (String name : SpoolFixture.aside(folder)) {
      Files.delete(folder.resolve("aside").resolve(name));
    }
  }

  @Test
  void tornTailAtEveryLength() throws IOException {
    Path batch = oneBatch(5);
    byte[] whole = Files.readAllBytes(batch);
    for (int length = 0; length < whole.length; length += length < 64 ? 1 : 37) {
      assertWholeOrAside(batch, Arrays.copyOf(whole, length), -1);
    }
  }

  @Test
  void flippedBits() throws IOException {
    Path batch = oneBatch(5);
    byte[] whole = Files.readAllBytes(batch);
    Random random = new Random(1);
    for (int at = 0; at < whole.length; at += 1 + random.nextInt(20)) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      assertWholeOrAside(batch, flipped, 5);
    }
  }

  @Test
  void zeroLengthFile() throws IOException {
    Path batch = oneBatch(5);
    Files.write(batch, new byte[0]);
    try (Spool spool = SpoolFixture.open(folder)) {
      assertThat(SpoolFixture.packetsOfAll(spool)).isEmpty();
      assertThat(spool.counters().setAside(Aside.TORN)).isEqualTo(1);
      assertThat(spool.counters().setAsideAfterWaiting()).isEqualTo(1);
    }
  }

  @Test
  void foreignFilesFoldersAndLinks() throws IOException {
    Path own = oneBatch(5);
    Files.writeString(folder.resolve("README"), "x");
    Files.createDirectories(folder.resolve("lost+found"));
    Files.createSymbolicLink(folder.resolve("link"), own);
    try (Spool spool = SpoolFixture.open(folder)) {
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(5L);
      assertThat(SpoolFixture.aside(folder)).containsExactly("README");
      assertThat(folder.resolve("lost+found")).isDirectory();
      assertThat(Files.exists(folder.resolve("link"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Read-only file system", "Input/output error"})
  void aDiskThatRefusesWhateverItIsAskedCostsOnlyThatInterval(String failure) throws IOException {
    disk.failWith(failure);
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      spool.append(new IntervalFixture(0, 3));
      disk.failIn(0, Integer.MAX_VALUE);
      for (int minute = 1; minute < 4; minute++) {
        IntervalFixture refused = new IntervalFixture(minute, 1);
        assertThatThrownBy(() -> spool.append(refused)).hasMessageContaining(failure);
      }
      disk.failIn(-1, 0);
      spool.append(new IntervalFixture(5, 4));
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(3L, 4L);
      assertThat(SpoolFixture.aside(folder)).isEmpty();
    }
  }

  @Test
  void whatCannotBeDeletedAfterDeliveryIsSentAgainAndNotForgotten() throws IOException {
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      spool.append(new IntervalFixture(0, 3));
      SpooledBatch batch = spool.take(Set.of()).orElseThrow();
      disk.failIn(0, 1);
      assertThatThrownBy(() -> spool.delivered(batch)).isInstanceOf(IOException.class);
      spool.keep(batch);
      disk.failIn(-1, 0);
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(3L);
    }
  }

  @Test
  void batchDeletedByAHumanIsCountedAndTheOthersAreSent() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(0, 3));
      spool.append(new IntervalFixture(1, 4));
      Files.delete(SpoolFixture.batches(folder).get(0));
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(4L);
      assertThat(spool.counters().droppedPackets(Drop.GONE)).isEqualTo(3);
      assertThat(spool.waitingBytes()).isZero();
    }
  }

  @Test
  void stateThatIsBehindOrAheadUsesNoSequenceTwice() throws IOException {
    Path state = folder.resolve("state");
    Path old = folder.resolveSibling("old-state-" + System.nanoTime());
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(0, 1));
      Files.copy(state, old);
      spool.append(new IntervalFixture(1, 1));
    }
    Files.move(old, state, StandardCopyOption.REPLACE_EXISTING);
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(2, 1));
      Files.writeString(state, "epoch " + spool.epoch() + "\nnext 900\n");
    }
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(3, 1));
      assertThat(SpoolFixture.batches(folder))
          .extracting(file -> SpoolFolder.batchId(file.getFileName().toString()).get().sequence())
          .containsExactly(0L, 1L, 2L, 900L);
    }
  }

  @Test
  void clockSteppedBackKeepsTheOrderAndNoAgeIsNegative() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(5_000, 1));
      spool.append(new IntervalFixture(100, 2)); // the clock went back
      spool.append(new IntervalFixture(101, 3));
    }
    Path first = SpoolFixture.batches(folder).get(0);
    Files.setLastModifiedTime(first, FileTime.from(Instant.now().plusSeconds(86_400)));
    Files.setLastModifiedTime(
        SpoolFixture.batches(folder).get(1), FileTime.from(Instant.now().plusSeconds(86_400)));
    Files.setLastModifiedTime(
        SpoolFixture.batches(folder).get(2), FileTime.from(Instant.now().plusSeconds(86_400)));
    try (Spool spool = SpoolFixture.open(folder)) {
      assertThat(spool.lag()).isZero();
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void batchesOfAnEarlierEpochGoByTheirIntervalsWhateverTheirFilesTimes() throws IOException {
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(100, 1));
    }
    Files.delete(folder.resolve("state"));
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(50, 2)); // restored from elsewhere, its clock was behind
    }
    Files.delete(folder.resolve("state"));
    for (Path batch : SpoolFixture.batches(folder)) {
      boolean first = BatchCopy.header(batch).packets() == 1;
      Files.setLastModifiedTime(batch, FileTime.fromMillis(first ? 1_000 : 2_000));
    }
    try (Spool spool = SpoolFixture.open(folder)) {
      spool.append(new IntervalFixture(10, 3));
      assertThat(SpoolFixture.packetsOfAll(spool)).containsExactly(2L, 1L, 3L);
    }
  }
}
