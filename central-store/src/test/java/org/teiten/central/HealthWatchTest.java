// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.teiten.support.metrics.Health;

class HealthWatchTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void tellsWhatWasSeenLast() {
    Health bad = new Health(List.of("the store does not answer"));
    try (HealthWatch watch = new HealthWatch(() -> bad, nanos::get)) {
      await().until(() -> watch.latest().equals(bad));
    }
  }

  @Test
  void waitsForNoDiskThatHangsAndSaysForHowLongItDoes() {
    CountDownLatch hangs = new CountDownLatch(1);
    try (HealthWatch watch = new HealthWatch(() -> hung(hangs), nanos::get)) {
      assertThat(watch.latest()).isEqualTo(Health.OK);

      nanos.addAndGet(Duration.ofSeconds(42).toNanos());

      assertThat(watch.latest().reasons())
          .containsExactly("the disk or the store has not answered for 42 seconds");
      hangs.countDown();
      await().until(() -> watch.latest().equals(Health.OK));
    }
  }

  private static Health hung(CountDownLatch hangs) {
    try {
      hangs.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Health.OK;
  }

  @Test
  void saysThatItCannotLook() {
    try (HealthWatch watch =
        new HealthWatch(
            () -> {
              throw new IllegalStateException("closed");
            },
            nanos::get)) {
      await().until(() -> !watch.latest().reasons().isEmpty());
      assertThat(watch.latest().reasons())
          .containsExactly("how the centre is cannot be told: closed");
    }
  }
}
