// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.pipeline.Meters.HOUR;
import static org.teiten.capture.pipeline.Meters.MIDNIGHT;
import static org.teiten.capture.pipeline.Meters.MINUTE;
import static org.teiten.capture.pipeline.Meters.SECOND;
import static org.teiten.capture.pipeline.Meters.assertBalanced;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.IntervalHeader;

class IntervalClosingTest {
  private static final byte[] PACKET = tcp("8.8.8.8", 1, "192.0.2.1", 23, SYN);
  private static final long DAY = 24 * HOUR;

  private final IntervalCollector sink = new IntervalCollector();
  private final CaptureCounters captured = new CaptureCounters();

  // --- captures: the packets' own time ---

  @Test
  void closesTheIntervalWhenPacketsHavePassedItsEndByTheSlack() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 30 * SECOND);
    at(meter, MINUTE + 2 * SECOND - 1);
    assertThat(sink.headers).isEmpty();
    at(meter, MINUTE + 2 * SECOND);
    assertThat(sink.headers).hasSize(1);
    meter.finish(0);
    assertThat(starts()).containsExactly(0L, MINUTE);
    assertSpan(0, 30 * SECOND, MINUTE);
    assertSpan(1, MINUTE, MINUTE + 2 * SECOND);
    assertThat(packets()).containsExactly(1L, 2L);
    assertThat(meter.counters().late()).isZero();
    assertBalanced(meter, sink);
  }

  @Test
  void aPacketOfThePreviousIntervalWithinTheSlackIsNotLateAndAfterItIs() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 30 * SECOND);
    at(meter, MINUTE + SECOND);
    at(meter, MINUTE - 1);
    assertThat(meter.counters().late()).isZero();
    at(meter, MINUTE + 3 * SECOND);
    at(meter, MINUTE - 1);
    assertThat(meter.counters().late()).isEqualTo(1);
    meter.finish(0);
    assertThat(packets()).containsExactly(2L, 3L);
    assertThat(sink.headers.get(1).loss().late()).isEqualTo(1);
    assertThat(sink.headers.get(1).loss().badTime()).isZero();
    assertBalanced(meter, sink);
  }

  @Test
  void theFirstIntervalBeginsAtItsEarliestPacketWhateverTheOrder() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 30 * SECOND);
    at(meter, 10 * SECOND);
    at(meter, 20 * SECOND);
    meter.finish(0);
    assertSpan(0, 10 * SECOND, 30 * SECOND);
  }

  @Test
  void aSinglePacketObservesNoTime() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 30 * SECOND);
    meter.finish(0);
    assertSpan(0, 30 * SECOND, 30 * SECOND);
  }

  @Test
  void anEmptyCaptureHasNoInterval() {
    PacketMeter meter = Meters.ofCaptures(sink);
    assertThat(meter.finish(0)).isTrue();
    assertThat(sink.headers).isEmpty();
  }

  @Test
  void silenceWithinACaptureIsObservedIntervalByInterval() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 0);
    at(meter, 5 * MINUTE + 3 * SECOND);
    meter.finish(0);
    assertThat(packets()).containsExactly(1L, 0L, 0L, 0L, 0L, 1L);
    assertThat(observed()).isEqualTo(5 * MINUTE + 3 * SECOND);
    assertBalanced(meter, sink);
  }

  @Test
  void oneBrokenTimeMovesNothing() {
    for (long broken : new long[] {0, MIDNIGHT - DAY, MIDNIGHT + DAY, Long.MAX_VALUE, -1}) {
      IntervalCollector fresh = new IntervalCollector();
      PacketMeter meter = Meters.ofCaptures(fresh);
      Meters.send(meter, MIDNIGHT, PACKET);
      Meters.send(meter, broken, PACKET);
      for (int i = 0; i < 40; i++) {
        Meters.send(meter, MIDNIGHT + i * SECOND, PACKET);
        Meters.send(meter, broken, PACKET);
      }
      meter.finish(0);
      assertThat(fresh.headers).hasSize(1);
      assertThat(fresh.headers.get(0).loss().badTime()).isEqualTo(41);
      assertThat(fresh.headers.get(0).loss().late()).isEqualTo(41);
      assertThat(fresh.headers.get(0).observedToMicros()).isEqualTo(MIDNIGHT + 39 * SECOND);
      assertBalanced(meter, fresh);
    }
  }

  @Test
  void aStepForwardIsBelievedWhenTheNextSixteenPacketsAgree() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 0);
    for (int i = 0; i <= 15; i++) {
      at(meter, 2 * HOUR + i * SECOND);
    }
    assertThat(meter.counters().badTime()).isEqualTo(16);
    at(meter, 2 * HOUR + 16 * SECOND);
    at(meter, 2 * HOUR + 17 * SECOND);
    meter.finish(0);
    assertThat(meter.counters().badTime()).isEqualTo(16);
    assertThat(packets().get(0)).isEqualTo(17);
    assertThat(packets().get(packets().size() - 1)).isEqualTo(2);
    assertThat(observed()).isEqualTo(2 * HOUR + 17 * SECOND);
    assertBalanced(meter, sink);
  }

  @Test
  void twoBrokenTimesInARowDoNotAgree() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 0);
    for (int i = 0; i < 100; i++) {
      at(meter, 10 * DAY - i * (2 * HOUR));
    }
    meter.finish(0);
    assertThat(sink.headers).hasSize(1);
    assertThat(meter.counters().badTime()).isEqualTo(100);
    assertBalanced(meter, sink);
  }

  @Test
  void aLongGapIsStatedByTheDayAndNotByTheMinute() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 0);
    run(meter, 30 * DAY + 12 * HOUR, 20);
    meter.finish(0);
    assertThat(sink.headers).hasSizeBetween(31, 34);
    assertThat(observed()).isEqualTo(30 * DAY + 12 * HOUR + 19 * SECOND);
    for (IntervalHeader header : sink.headers) {
      assertThat(header.observedFromMicros() / DAY)
          .isEqualTo(Math.max(header.observedFromMicros(), header.observedToMicros() - 1) / DAY);
    }
    assertBalanced(meter, sink);
  }

  @Test
  void aGapOfCenturiesIsOneHeader() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 0);
    run(meter, 365_000 * DAY, 20);
    meter.finish(0);
    assertThat(sink.headers).hasSize(3);
    assertThat(observed()).isEqualTo(365_000 * DAY + 19 * SECOND);
    assertBalanced(meter, sink);
  }

  @Test
  void aStepBackStartsNewPartsAndStatesNoInstantTwice() {
    PacketMeter meter = Meters.ofCaptures(sink);
    for (int i = 0; i < 180; i++) {
      at(meter, 3 * HOUR + i * MINUTE);
    }
    run(meter, 2 * HOUR + 30 * MINUTE, 3_600 * 2);
    meter.finish(0);
    assertThat(meter.counters().badTime()).isEqualTo(16);
    assertThat(observed()).isEqualTo(179 * MINUTE + 30 * MINUTE - 16 * SECOND);
    assertThat(sink.headers)
        .filteredOn(h -> h.interval().startMicros() == MIDNIGHT + 3 * HOUR)
        .extracting(IntervalHeader::part)
        .containsExactly(0, 1);
    assertBalanced(meter, sink);
  }

  @Test
  void theNextCaptureGoesOnInTheSameMinuteAsAnotherPart() {
    PacketMeter meter = Meters.ofCaptures(sink);
    at(meter, 10 * SECOND);
    at(meter, 20 * SECOND);
    assertThat(meter.finish(0)).isTrue();
    meter.linkType(LinkType.IPV4);
    at(meter, 40 * SECOND);
    at(meter, 50 * SECOND);
    assertThat(meter.finish(0)).isTrue();
    assertThat(starts()).containsExactly(0L, 0L);
    assertThat(sink.headers).extracting(IntervalHeader::part).containsExactly(0, 1);
    assertSpan(0, 10 * SECOND, 20 * SECOND);
    assertSpan(1, 40 * SECOND, 50 * SECOND);
    assertBalanced(meter, sink);
  }

  @Test
  void timeBefore1970AndAfter9999IsClampedNotNegative() {
    PacketMeter meter = Meters.ofCaptures(sink);
    Meters.send(meter, Long.MIN_VALUE, PACKET);
    Meters.send(meter, -5, PACKET);
    meter.finish(0);
    Meters.send(meter, Long.MAX_VALUE, PACKET);
    meter.finish(0);
    assertThat(sink.rows.get(0).firstMicros()).isZero();
    assertThat(sink.headers.get(1).interval().start()).hasToString("9999-12-31T23:59:00Z");
    assertThat(meter.counters().earliestMicros()).isEqualTo(Long.MIN_VALUE);
    assertThat(meter.counters().latestMicros()).isEqualTo(Long.MAX_VALUE);
    assertBalanced(meter, sink);
  }

  @Test
  void whateverACapturesClockDoesTheBooksBalance() {
    for (int seed = 0; seed < 20; seed++) {
      IntervalCollector fresh = new IntervalCollector();
      PacketMeter meter = Meters.ofCaptures(fresh);
      Random random = new Random(seed);
      long time = MIDNIGHT;
      for (int i = 0; i < 5_000; i++) {
        switch (random.nextInt(400)) {
          case 0 -> time += random.nextLong(-5 * DAY, 5 * DAY);
          case 1 -> time += random.nextLong(-HOUR, HOUR);
          default -> time += random.nextLong(-SECOND, 2 * SECOND);
        }
        fresh.refuse = random.nextInt(10) == 0;
        Meters.send(meter, time, PACKET);
      }
      fresh.refuse = false;
      assertThat(meter.finish(0)).isTrue();
      assertBalanced(meter, fresh);
    }
  }

  // --- live: the clock's time ---

  @Test
  void aLiveSensorClosesEveryIntervalEmptyOnesToo() {
    PacketMeter meter = live();
    meter.tick(MIDNIGHT + 10 * SECOND);
    at(meter, 12 * SECOND);
    ticks(meter, 11 * SECOND, 3 * MINUTE + SECOND);
    assertThat(starts()).containsExactly(0L, MINUTE);
    meter.tick(MIDNIGHT + 3 * MINUTE + 2 * SECOND);
    assertThat(starts()).containsExactly(0L, MINUTE, 2 * MINUTE);
    assertThat(meter.finish(MIDNIGHT + 3 * MINUTE + 20 * SECOND)).isTrue();
    assertSpan(0, 10 * SECOND, MINUTE);
    assertSpan(3, 3 * MINUTE, 3 * MINUTE + 20 * SECOND);
    assertThat(packets()).containsExactly(1L, 0L, 0L, 0L);
    assertBalanced(meter, sink);
  }

  @Test
  void finishingWithinTheSlackClosesBothIntervals() {
    PacketMeter meter = live();
    meter.tick(MIDNIGHT);
    at(meter, 30 * SECOND);
    at(meter, MINUTE + SECOND / 2);
    meter.tick(MIDNIGHT + MINUTE + SECOND);
    assertThat(sink.headers).isEmpty();
    assertThat(meter.finish(MIDNIGHT + MINUTE + SECOND)).isTrue();
    assertSpan(0, 0, MINUTE);
    assertSpan(1, MINUTE, MINUTE + SECOND);
    assertThat(packets()).containsExactly(1L, 1L);
  }

  @Test
  void dropsAreChargedToTheIntervalInWhichTheyWereReadAndOnlyOnce() {
    PacketMeter meter = live();
    meter.tick(MIDNIGHT);
    at(meter, SECOND);
    captured.setSeen(5, 2, 7);
    captured.addFrames(3, 2);
    sink.refuse = true;
    ticks(meter, 2 * SECOND, MINUTE + 5 * SECOND);
    sink.refuse = false;
    meter.tick(MIDNIGHT + MINUTE + 6 * SECOND);
    captured.setSeen(9, 3, 7);
    ticks(meter, MINUTE + 7 * SECOND, 2 * MINUTE + 5 * SECOND);
    assertThat(sink.headers.get(0).loss().received()).isEqualTo(5);
    assertThat(sink.headers.get(0).loss().kernelDropped()).isEqualTo(2);
    assertThat(sink.headers.get(0).loss().interfaceDropped()).isEqualTo(7);
    assertThat(sink.headers.get(0).loss().ringDropped()).isEqualTo(2);
    assertThat(sink.headers.get(1).loss().received()).isEqualTo(4);
    assertThat(sink.headers.get(1).loss().kernelDropped()).isEqualTo(1);
    assertThat(sink.headers.get(1).loss().interfaceDropped()).isZero();
  }

  @Test
  void aSinkThatRefusesMakesTheIntervalGrowAndLosesNothing() {
    PacketMeter meter = live();
    sink.refuse = true;
    for (int second = 0; second < 600; second++) {
      meter.tick(MIDNIGHT + second * SECOND);
      at(meter, second * SECOND);
    }
    assertThat(sink.headers).isEmpty();
    assertThat(meter.counters().refusedIntervals()).isPositive();
    sink.refuse = false;
    for (int second = 600; second < 700; second++) {
      meter.tick(MIDNIGHT + second * SECOND);
      at(meter, second * SECOND);
    }
    assertThat(meter.finish(MIDNIGHT + 700 * SECOND)).isTrue();
    assertThat(packets().stream().mapToLong(Long::longValue).sum()).isEqualTo(700);
    assertSpan(0, 0, MINUTE);
    assertThat(sink.headers.get(1).observedToMicros() - MIDNIGHT)
        .isBetween(599 * SECOND, 601 * SECOND);
    assertThat(sink.headers.get(1).loss().late()).isBetween(479L, 481L);
    assertThat(observed()).isEqualTo(700 * SECOND);
    assertBalanced(meter, sink);
  }

  @Test
  void aWriterThatIsNotDoneMakesTheIntervalGrowAndLosesNothing() {
    PacketMeter meter = live();
    sink.hold = true;
    for (int second = 0; second < 900; second++) {
      meter.tick(MIDNIGHT + second * SECOND);
      at(meter, second * SECOND);
      if (second == 700) {
        sink.hold = false;
        sink.releaseHeld();
      }
    }
    assertThat(meter.finish(MIDNIGHT + 900 * SECOND)).isTrue();
    assertThat(packets().stream().mapToLong(Long::longValue).sum()).isEqualTo(900);
    assertThat(observed()).isEqualTo(900 * SECOND);
    assertThat(meter.counters().late()).isPositive();
    assertBalanced(meter, sink);
  }

  @Test
  void finishSaysThatItMustBeCalledAgainWhileTheSinkRefuses() {
    PacketMeter meter = live();
    meter.tick(MIDNIGHT);
    at(meter, SECOND);
    sink.refuse = true;
    assertThat(meter.finish(MIDNIGHT + 2 * SECOND)).isFalse();
    assertThat(meter.finish(MIDNIGHT + 3 * SECOND)).isFalse();
    sink.refuse = false;
    assertThat(meter.finish(MIDNIGHT + 4 * SECOND)).isTrue();
    assertSpan(0, 0, 4 * SECOND);
    assertThat(meter.finish(MIDNIGHT + 5 * SECOND)).isTrue();
    assertThat(sink.headers).hasSize(1);
  }

  @Test
  void aClockThatStepsForwardLeavesTheTimeBetweenUnobserved() {
    PacketMeter meter = live();
    ticks(meter, 0, 30 * SECOND);
    ticks(meter, DAY, DAY + 10 * SECOND);
    meter.finish(MIDNIGHT + DAY + 10 * SECOND);
    assertThat(sink.headers).hasSize(2);
    assertSpan(0, 0, 30 * SECOND);
    assertSpan(1, DAY, DAY + 10 * SECOND);
  }

  @Test
  void aClockThatStepsBackStatesNoInstantTwice() {
    for (long back : new long[] {10 * SECOND, 10 * MINUTE, 3 * HOUR, 400 * DAY}) {
      IntervalCollector fresh = new IntervalCollector();
      PacketMeter meter = live(fresh);
      long now = MIDNIGHT;
      for (int second = 0; second < 7_200; second++, now += SECOND) {
        if (second == 3_600) {
          now -= back;
        }
        meter.tick(now);
        Meters.send(meter, now, PACKET);
      }
      assertThat(meter.finish(now)).isTrue();
      assertThat(meter.counters().frames()).isEqualTo(7_200);
      assertBalanced(meter, fresh);
    }
  }

  @Test
  void aLivePacketFromTheFarFutureWaitsForTheClockToAgree() {
    PacketMeter meter = live();
    meter.tick(MIDNIGHT);
    at(meter, SECOND);
    at(meter, DAY);
    meter.finish(MIDNIGHT + 2 * SECOND);
    assertThat(sink.headers).hasSize(1);
    assertThat(sink.headers.get(0).loss().badTime()).isEqualTo(1);
    assertSpan(0, 0, 2 * SECOND);
  }

  private PacketMeter live() {
    return live(sink);
  }

  private PacketMeter live(IntervalCollector into) {
    return new PacketMeter(
        Meters.config(Mode.LIVE, 1_024, 64),
        LinkType.RAW_IP,
        captured,
        () -> ClockState.UNKNOWN,
        into);
  }

  private static void ticks(PacketMeter meter, long from, long to) {
    for (long t = from; t <= to; t += SECOND) {
      meter.tick(MIDNIGHT + t);
    }
  }

  private static void at(PacketMeter meter, long sinceMidnight) {
    Meters.send(meter, MIDNIGHT + sinceMidnight, PACKET);
  }

  /** Packets a second apart. */
  private static void run(PacketMeter meter, long from, int count) {
    for (int i = 0; i < count; i++) {
      at(meter, from + i * SECOND);
    }
  }

  private List<Long> starts() {
    return sink.headers.stream().map(h -> h.interval().startMicros() - MIDNIGHT).toList();
  }

  private List<Long> packets() {
    return sink.headers.stream().map(IntervalHeader::packets).toList();
  }

  private long observed() {
    return sink.headers.stream()
        .mapToLong(h -> h.observedToMicros() - h.observedFromMicros())
        .sum();
  }

  private void assertSpan(int index, long from, long to) {
    assertThat(sink.headers.get(index).observedFromMicros() - MIDNIGHT).isEqualTo(from);
    assertThat(sink.headers.get(index).observedToMicros() - MIDNIGHT).isEqualTo(to);
  }
}
