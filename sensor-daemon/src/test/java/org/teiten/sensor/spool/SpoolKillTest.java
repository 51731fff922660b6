// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;

/**
 * The spool against a model, killed at random operations: what was appended is there, once, until
 * it was delivered, and no id is ever given to two contents.
 */
class SpoolKillTest {
  private static final int LIVES = 60;

  @TempDir Path folder;

  private final FaultyDisk disk = new FaultyDisk();
  private final Set<Long> appended = new HashSet<>();
  private final Set<Long> uncertain = new HashSet<>();
  private final Map<BatchId, Long> centre = new HashMap<>();
  private final Map<BatchId, Long> everSeen = new HashMap<>();
  private long minute;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void losesNothingAndRepeatsNothingWhereverItIsKilled(long seed) throws IOException {
    Random random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      disk.killIn(random.nextInt(60));
      live(random);
    }
    disk.killIn(-1);
    List<Long> left = drain();
    Set<Long> all = new HashSet<>(centre.values());
    all.addAll(left);
    assertThat(all).containsAll(appended);
    appended.addAll(uncertain);
    assertThat(appended).containsAll(all);
    assertThat(left).doesNotHaveDuplicates();
    assertThat(centre.values()).doesNotHaveDuplicates();
  }

  /** One life of the process, which ends by the kill or in order. */
  private void live(Random random) throws IOException {
    Spool spool;
    try {
      spool = SpoolFixture.open(folder, disk);
    } catch (FaultyDisk.Killed e) {
      return;
    }
    try {
      for (int i = 0; i < 20 && disk.survived(); i++) {
        if (random.nextInt(3) > 0) {
          append(spool);
        } else {
          ship(spool, random.nextInt(8));
        }
      }
    } catch (FaultyDisk.Killed e) {
      // the next life begins where this one ended
    } finally {
      spool.close();
    }
  }

  private void append(Spool spool) throws IOException {
    long number = minute++;
    uncertain.add(number);
    spool.append(new IntervalFixture(number, 1 + (int) (number % 5)));
    uncertain.remove(number);
    appended.add(number);
  }

  /** What the centre does with a batch is done before the spool hears of it. */
  private void ship(Spool spool, int answer) throws IOException {
    Optional<SpooledBatch> taken = spool.take(Set.of());
    if (taken.isEmpty()) {
      return;
    }
    SpooledBatch batch = taken.get();
    long content = content(batch);
    switch (answer) {
      case 0 -> spool.keep(batch);
      case 1 -> {
        if (!centre.containsKey(batch.id())) {
          spool.renumber(batch);
        } else {
          spool.delivered(batch);
        }
      }
      default -> {
        centre.put(batch.id(), content);
        spool.delivered(batch);
      }
    }
  }

  private long content(SpooledBatch batch) throws IOException {
    BatchHeader header = BatchCopy.verify(batch.file());
    assertThat(header.id()).isEqualTo(batch.id());
    long content = header.intervals().get(0).interval().startSeconds() / 60;
    Long before = everSeen.putIfAbsent(batch.id(), content);
    assertThat(before == null || before == content).isTrue();
    return content;
  }

  private List<Long> drain() throws IOException {
    List<Long> left = new ArrayList<>();
    try (Spool spool = SpoolFixture.open(folder, disk)) {
      Optional<SpooledBatch> batch = spool.take(Set.of());
      while (batch.isPresent()) {
        long content = content(batch.get());
        if (!centre.containsKey(batch.get().id())) {
          left.add(content);
        }
        spool.delivered(batch.get());
        batch = spool.take(Set.of());
      }
    }
    assertThat(left).doesNotContainAnyElementsOf(centre.values());
    return left;
  }
}
