// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DutyWatchTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
  private final AtomicLong capture = new AtomicLong();
  private final AtomicLong shipping = new AtomicLong();
  private final DutyWatch watch =
      new DutyWatch(
          List.of(
              new Duty("capture", capture::get, Duration.ofSeconds(30)),
              new Duty("shipping", shipping::get, Duration.ofSeconds(90))),
          now::get);

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void aDutyIsStuckOnceItStoodStillForLongerThanItMay() {
    pass(30);
    assertThat(watch.stuck()).isEmpty();
    pass(1);
    assertThat(watch.stuck()).map(Duty::name).contains("capture");
  }

  @Test
  void eachDutyHasItsOwnPatience() {
    for (int i = 0; i < 9; i++) {
      capture.incrementAndGet();
      pass(10);
      assertThat(watch.stuck()).isEmpty();
    }
    capture.incrementAndGet();
    pass(1);
    assertThat(watch.stuck()).map(Duty::name).contains("shipping");
  }

  @Test
  void aDutyThatMovesAgainIsNotStuck() {
    shipping.incrementAndGet();
    pass(31);
    assertThat(watch.stuck()).isPresent();
    capture.incrementAndGet();
    assertThat(watch.stuck()).isEmpty();
  }

  @Test
  void aThreadThatHasEndedIsStuckAndOneThatWaitsIsNot() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(() -> awaitUninterruptibly(end), "spool");
    thread.start();
    DutyWatch spool = new DutyWatch(List.of(Duty.alive(thread, Duration.ofSeconds(30))), now::get);
    pass(3_600);
    assertThat(spool.stuck()).isEmpty();
    end.countDown();
    thread.join();
    pass(31);
    assertThat(spool.stuck()).map(Duty::name).contains("spool");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
