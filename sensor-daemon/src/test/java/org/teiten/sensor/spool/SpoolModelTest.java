// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.SpoolCounters.Drop;

/**
 * The spool against the simplest model of it, a set of intervals: random operations, several
 * batches in flight, failing disks, full and nearly full ones, damaged and deleted files, refused
 * batches that a human returns, crashes. After each life every interval ever written is at the
 * centre, on the disk, or counted as lost by its reason; none is in two places, and no id ever
 * stood for two, seeds 1 to {@code -Dteiten.spool.seeds}. A batch that the centre has, but whose
 * deletion here failed, may be counted as lost when it is dropped before it is sent again.
 */
class SpoolModelTest {
  private static final int SEEDS = Integer.getInteger("teiten.spool.seeds", 20);
  private static final int LIVES = 40;
  private static final int OPERATIONS = 40;

  @TempDir Path folder;

  private final FaultyDisk disk = new FaultyDisk();
  private final Map<String, Long> intervalOfName = new HashMap<>();
  private final Set<Long> written = new HashSet<>();
  private final Set<Long> centre = new HashSet<>();
  private final Set<BatchId> centreIds = new HashSet<>();
  private long minute;
  private long lost;
  private int storedButNotDeleted;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyIntervalIsAtTheCentreOnTheDiskOrCountedAsLost(long seed) throws IOException {
    Random random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      disk.free(random.nextInt(5) == 0 ? 0 : Long.MAX_VALUE);
      disk.freeUnknown(random.nextInt(5) == 0);
      disk.killIn(random.nextInt(3) == 0 ? random.nextInt(150) : -1);
      live(random);
      disk.killIn(-1);
      disk.failIn(-1, 0);
      balance();
      damage(random);
    }
    assertThat(centre).hasSizeGreaterThan(LIVES);
    assertThat(lost).isPositive();
  }

  private void live(Random random) throws IOException {
    Spool spool;
    try {
      spool = SpoolFixture.openSmall(folder, "64KiB", disk);
    } catch (FaultyDisk.Killed e) {
      return;
    }
    List<SpooledBatch> inFlight = new ArrayList<>();
    try {
      for (int i = 0; i < OPERATIONS; i++) {
        operate(spool, inFlight, random);
        inFlight.removeIf(batch -> disk.survived() && Files.notExists(batch.file()));
        balance(spool);
      }
    } catch (FaultyDisk.Killed e) {
      // the next life begins where this one ended
    } finally {
      for (Drop reason : Drop.values()) {
        lost +=
            reason.waited() || reason == Drop.ASIDE_FULL
                ? spool.counters().droppedBatches(reason)
                : 0;
      }
      spool.close();
    }
  }

  private void operate(Spool spool, List<SpooledBatch> inFlight, Random random) throws IOException {
    if (random.nextInt(10) == 0) {
      disk.failIn(random.nextInt(6), 1 + random.nextInt(3));
    }
    try {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> append(spool, random);
        case 3, 4 -> {
          if (inFlight.size() < 3) {
            spool.take(Set.of()).ifPresent(inFlight::add);
          }
        }
        case 5, 6 -> settle(spool, inFlight, random);
        default -> returnFromAside(random);
      }
    } catch (IOException e) {
      // the world failed; whatever that meant, the books must balance
    }
  }

  private void append(Spool spool, Random random) throws IOException {
    long number = minute++;
    int sources = random.nextInt(10) == 0 ? 3_000 : 1 + random.nextInt(400);
    try {
      spool.append(new IntervalFixture(number, sources));
    } finally {
      learnNames();
    }
  }

  /** What the centre does with a batch is done before the spool hears of it. */
  private void settle(Spool spool, List<SpooledBatch> inFlight, Random random) throws IOException {
    if (inFlight.isEmpty()) {
      return;
    }
    SpooledBatch batch = inFlight.remove(random.nextInt(inFlight.size()));
    boolean settled = false;
    try {
      switch (random.nextInt(6)) {
        case 0 -> spool.refused(batch, "no");
        case 1 -> {
          if (!centreIds.contains(batch.id())) {
            spool.renumber(batch);
          } else {
            spool.delivered(batch);
          }
        }
        case 2 -> spool.keep(batch);
        default -> {
          long content = content(batch.file());
          assertThat(BatchCopy.header(batch.file()).id()).isEqualTo(batch.id());
          assertThat(centreIds.add(batch.id())).isEqualTo(centre.add(content));
          storedButNotDeleted++;
          spool.delivered(batch);
          storedButNotDeleted--;
        }
      }
      settled = true;
    } finally {
      if (!settled && disk.survived()) {
        spool.keep(batch);
      }
    }
  }

  private void returnFromAside(Random random) throws IOException {
    List<Path> aside = files(folder.resolve("aside"));
    if (!aside.isEmpty()) {
      Path file = aside.get(random.nextInt(aside.size()));
      if (SpoolFolder.batchId(file.getFileName().toString()).isPresent()
          && Files.notExists(folder.resolve(file.getFileName()))) {
        Files.move(file, folder.resolve("returned").resolve(file.getFileName()));
      }
    }
  }

  /** Between two lives: what people and disks do to files. Damaged content stays what it was. */
  private void damage(Random random) throws IOException {
    List<Path> batches = SpoolFixture.batches(folder);
    if (batches.isEmpty() || random.nextInt(3) > 0) {
      return;
    }
    Path file = batches.get(random.nextInt(batches.size()));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
  }

  private static List<Path> files(Path in) throws IOException {
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(in)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !AsideCorner.isNote(file))
          .sorted()
          .toList();
    }
  }

  private void learnNames() throws IOException {
    for (Path in : List.of(folder, folder.resolve("aside"), folder.resolve("returned"))) {
      for (Path file : files(in)) {
        String name = file.getFileName().toString();
        if (name.contains(".avro")
            && !name.contains(".tmp")
            && !intervalOfName.containsKey(base(name))) {
          long content = content(file);
          intervalOfName.put(base(name), content);
          written.add(content);
        }
      }
    }
  }

  private static String base(String name) {
    return name.substring(0, name.indexOf(".avro"));
  }

  private static long content(Path file) throws IOException {
    return BatchCopy.header(file).intervals().get(0).interval().startSeconds() / 60;
  }

  /** The spool's own books. */
  private static void balance(Spool spool) {
    SpoolCounters books = spool.counters();
    long dropped =
        Stream.of(Drop.values()).filter(Drop::waited).mapToLong(books::droppedBatches).sum();
    assertThat(books.foundBatches() + books.writtenBatches() + books.returnedBatches())
        .isEqualTo(
            books.deliveredBatches()
                + dropped
                + books.setAsideAfterWaiting()
                + spool.waitingBatches());
  }

  /** Every interval has one fate. */
  private void balance() throws IOException {
    learnNames();
    List<Long> onDisk = new ArrayList<>();
    for (Path in : List.of(folder, folder.resolve("aside"), folder.resolve("returned"))) {
      for (Path file : files(in)) {
        String name = file.getFileName().toString();
        Optional<Long> content =
            Optional.ofNullable(
                name.contains(".avro") && !name.contains(".tmp")
                    ? intervalOfName.get(base(name))
                    : null);
        content.ifPresent(onDisk::add);
      }
    }
    assertThat(onDisk).doesNotHaveDuplicates();
    Set<Long> fates = new HashSet<>(onDisk);
    fates.addAll(centre);
    assertThat(written).containsAll(fates);
    int missing = written.size() - fates.size();
    assertThat((int) lost).as("counted as lost").isBetween(missing, missing + storedButNotDeleted);
  }
}
