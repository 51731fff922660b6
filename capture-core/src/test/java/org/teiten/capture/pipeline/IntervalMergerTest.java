// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.ACK;
import static org.teiten.capture.Frames.FIN;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.ip;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.Frames.withIpv4Field;
import static org.teiten.capture.pipeline.Meters.HOUR;
import static org.teiten.capture.pipeline.Meters.MIDNIGHT;
import static org.teiten.capture.pipeline.Meters.MINUTE;
import static org.teiten.capture.pipeline.Meters.SECOND;
import static org.teiten.capture.pipeline.Meters.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.capture.aggregate.IntervalMerger;
import org.teiten.capture.classify.StackSignatures;
import org.teiten.capture.pipeline.MeterConfig.Detail;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;

/** Several live meters, each on a thread of its own in a sensor, whose intervals become one. */
class IntervalMergerTest {
  private final IntervalCollector sink = new IntervalCollector();
  private final List<PacketMeter> meters = new ArrayList<>();
  private final List<CaptureCounters> captured = new ArrayList<>();
  private final List<ClockState> clocks = new ArrayList<>();

  private void begin(int lanes, Detail detail, int maxKeys) {
    IntervalMerger merger = new IntervalMerger(lanes, sink);
    MeterConfig config =
        new MeterConfig(
            Mode.LIVE,
            60,
            List.of(),
            List.of(),
            List.of(),
            detail,
            maxKeys,
            1_024,
            Duration.ofSeconds(2),
            0x5eed,
            0xfeed);
    for (int i = 0; i < lanes; i++) {
      CaptureCounters counters = new CaptureCounters();
      int lane = i;
      captured.add(counters);
      clocks.add(ClockState.UNKNOWN);
      meters.add(
          new PacketMeter(
              config, LinkType.RAW_IP, counters, () -> clocks.get(lane), merger.lane(lane)));
    }
  }

  private void begin(int lanes) {
    begin(lanes, Detail.SOURCE, 4_096);
  }

  private void tick(long micros) {
    meters.forEach(meter -> meter.tick(micros));
  }

  private void ticks(long from, long to) {
    for (long at = from; at <= to; at += SECOND) {
      tick(at);
    }
  }

  private void finish(long micros) {
    for (int i = 0; i < meters.size(); i++) {
      assertThat(meters.get(i).finish(micros)).as("meter %d", i).isTrue();
    }
  }

  private static byte[] syn(String source) {
    return tcp(source, 1_024, "192.0.2.1", 23, SYN);
  }

  /** Every packet that any meter took is in a row, once; no time twice, no part twice. */
  private void assertNothingLost() {
    long packets = meters.stream().mapToLong(m -> m.counters().classes().total()).sum();
    assertThat(sink.headers.stream().mapToLong(IntervalHeader::packets).sum()).isEqualTo(packets);
    assertThat(sink.rows.stream().mapToLong(FlowTuple::packets).sum()).isEqualTo(packets);
    assertThat(sink.headers.stream().mapToLong(h -> h.loss().late()).sum())
        .isEqualTo(meters.stream().mapToLong(m -> m.counters().late()).sum());
    assertThat(sink.headers.stream().map(h -> h.interval() + "/" + h.part()))
        .doesNotHaveDuplicates();
    Meters.assertNoTimeTwice(sink.headers);
    for (int i = 0; i < sink.headers.size(); i++) {
      Meters.assertHeaderAddsUp(sink.headers.get(i), sink.rowsByInterval.get(i));
    }
  }

  /** Rows with the words of their signatures, whose ids depend on who came first. */
  private static List<List<Object>> inWords(IntervalCollector sink) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < sink.rows.size(); i++) {
      FlowTuple row = sink.rows.get(i);
      List<String> dictionary = sink.signatures.get(sink.intervalOfRow.get(i));
      String signature = row.stackSignature() == 0 ? "" : dictionary.get(row.stackSignature() - 1);
      rows.add(List.of(Meters.withSignature(row, 0), signature));
    }
    return rows;
  }

  private static void assertSameRows(List<List<Object>> rows, List<List<Object>> expected) {
    for (int i = 0; i < Math.min(rows.size(), expected.size()); i++) {
      assertThat(rows.get(i)).as("row %d", i).isEqualTo(expected.get(i));
    }
    assertThat(rows).hasSameSizeAs(expected);
  }

  private void sendAsAFanoutDoes(int packets, boolean split) {
    Random random = new Random(3);
    for (int i = 0; i < packets; i++) {
      int host = random.nextInt(700);
      String source = "9.1." + (host >> 8) + "." + (host & 255);
      String own = "192.0.2." + random.nextInt(40);
      byte[] packet =
          switch (random.nextInt(4)) {
            case 0 -> withIpv4Field(tcp(source, 80, own, 23, SYN), 8, random.nextInt(256) << 8 | 6);
            case 1 -> tcp(source, 80, own, random.nextInt(5), ACK | FIN);
            case 2 -> udp(source, 1_024 + random.nextInt(9), own, 53);
            default -> ip(source, own, 40 + random.nextInt(9), new byte[random.nextInt(30)]);
          };
      int lane = (split ? random.nextInt(1 << 16) : host) % meters.size();
      send(meters.get(lane), MIDNIGHT + i * 1_000L, packet);
    }
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void theSumIsWhatOneMeterWouldHaveSeen(Detail detail) {
    begin(1, detail, 65_536);
    tick(MIDNIGHT);
    sendAsAFanoutDoes(50_000, false);
    finish(MIDNIGHT + 59 * SECOND);
    List<List<Object>> expected = inWords(sink);
    IntervalHeader expectedHeader = sink.headers.get(0);

    for (int lanes : new int[] {2, 3, 16}) {
      IntervalMergerTest several = new IntervalMergerTest();
      several.begin(lanes, detail, 65_536);
      several.tick(MIDNIGHT);
      several.sendAsAFanoutDoes(50_000, false);
      several.finish(MIDNIGHT + 59 * SECOND);
      assertThat(several.sink.headers).hasSize(1);
      assertThat(several.sink.headers.get(0)).isEqualTo(expectedHeader);
      assertSameRows(inWords(several.sink), expected);
      several.assertNothingLost();
    }
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void rowsOfOneKeyInSeveralTablesAreAddedUpWithTheirDestinationsAndSources(Detail detail) {
    begin(1, detail, 65_536);
    tick(MIDNIGHT);
    sendAsAFanoutDoes(50_000, true);
    finish(MIDNIGHT + 59 * SECOND);

    IntervalMergerTest several = new IntervalMergerTest();
    several.begin(4, detail, 65_536);
    several.tick(MIDNIGHT);
    several.sendAsAFanoutDoes(50_000, true);
    several.finish(MIDNIGHT + 59 * SECOND);
    assertSameRows(inWords(several.sink), inWords(sink));
    assertThat(several.sink.headers).isEqualTo(sink.headers);
    assertThat(sink.rows).anyMatch(FlowTuple::destinationsEstimated);
    assertThat(sink.rows).anyMatch(row -> detail == Detail.PORT || row.destinations() == 2);
    several.assertNothingLost();
  }

  @Test
  void lossesAreSummedAndTheClockIsAsGoodAsItsWorstReading() {
    begin(3);
    tick(MIDNIGHT);
    for (int i = 0; i < 3; i++) {
      captured.get(i).setSeen(100 + i, 10 + i, i == 0 ? 7 : 0);
      captured.get(i).addFrames(90, 5);
      clocks.set(i, new ClockState(ClockState.Kind.SYNCHRONISED, 100L * i));
      send(meters.get(i), MIDNIGHT + 1, new byte[] {0x10});
      send(meters.get(i), MIDNIGHT + 1, syn("9.0.0." + i));
    }
    finish(MIDNIGHT + SECOND);
    IntervalHeader header = sink.headers.get(0);
    assertThat(header.loss().received()).isEqualTo(303);
    assertThat(header.loss().kernelDropped()).isEqualTo(33);
    assertThat(header.loss().interfaceDropped()).isEqualTo(7);
    assertThat(header.loss().ringDropped()).isEqualTo(15);
    assertThat(header.loss().undecodable().total() + header.loss().notIp()).isEqualTo(3);
    assertThat(header.classes().scan()).isEqualTo(3);
    assertThat(header.clock()).isEqualTo(new ClockState(ClockState.Kind.SYNCHRONISED, 200));
    assertNothingLost();

    clocks.set(1, new ClockState(ClockState.Kind.UNSYNCHRONISED, 16_000_000));
    tick(MIDNIGHT + 2 * SECOND);
    finish(MIDNIGHT + 3 * SECOND);
    assertThat(sink.headers.get(1).clock().kind()).isEqualTo(ClockState.Kind.UNSYNCHRONISED);
    assertThat(sink.headers.get(1).part()).isEqualTo(1);
    assertThat(sink.headers.get(1).loss().received()).isZero();
  }

  @Test
  void signaturesOfAllMetersShareOneDictionaryAndThePacketsPastItAreCounted() {
    begin(2);
    tick(MIDNIGHT);
    for (int lane = 0; lane < 2; lane++) {
      for (int i = 0; i < 3_000; i++) {
        byte[] packet = syn("9." + lane + "." + (i >> 8) + "." + (i & 255));
        int window = i < 500 ? i : lane * 5_000 + i; // 500 in common
        packet[34] = (byte) (window >> 8);
        packet[35] = (byte) window;
        send(meters.get(lane), MIDNIGHT + i, packet);
      }
    }
    finish(MIDNIGHT + SECOND);
    List<String> dictionary = sink.signatures.get(0);
    assertThat(dictionary).hasSize(StackSignatures.MAX).doesNotHaveDuplicates();
    assertThat(sink.unsigned.get(0)).isEqualTo(5_500 - StackSignatures.MAX);
    assertThat(sink.rows).hasSize(6_000);
    assertThat(sink.rows.stream().filter(row -> row.stackSignature() == 0).count())
        .isEqualTo(5_500 - StackSignatures.MAX);
    assertThat(
            sink.rows.stream()
                .filter(row -> row.stackSignature() > 0)
                .map(FlowTuple::stackSignature)
                .distinct())
        .hasSize(StackSignatures.MAX);
    assertNothingLost();
  }

  @Test
  void aSilentMeterDelaysNothingAndEachMinuteIsOneInterval() {
    begin(3);
    tick(MIDNIGHT);
    for (int minute = 0; minute < 5; minute++) {
      long at = MIDNIGHT + minute * MINUTE;
      send(meters.get(1), at + 10 * SECOND, syn("9.0.0.1"));
      ticks(at, at + MINUTE);
    }
    finish(MIDNIGHT + 5 * MINUTE + SECOND);
    assertThat(sink.headers).hasSize(6).allMatch(header -> header.part() == 0);
    assertThat(sink.headers.subList(0, 5))
        .allMatch(h -> h.observedToMicros() - h.observedFromMicros() == MINUTE)
        .allMatch(h -> h.packets() == 1);
    assertNothingLost();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 70, 400})
  void aMeterThatLagsLosesNothingAndNoInstantIsStatedTwice(int lagSeconds) {
    begin(3);
    tick(MIDNIGHT);
    long end = MIDNIGHT + 12 * MINUTE;
    for (long at = MIDNIGHT; at <= end; at += SECOND) {
      for (int i = 0; i < 3; i++) {
        long time = i == 2 ? at - lagSeconds * SECOND : at;
        if (time >= MIDNIGHT) {
          send(meters.get(i), time, syn("9.0.0." + i));
          meters.get(i).tick(time);
        }
      }
    }
    for (long at = end - lagSeconds * SECOND; at <= end; at += SECOND) {
      send(meters.get(2), at, syn("9.0.0.2"));
      tick(at);
    }
    finish(end);
    assertNothingLost();
    assertObserved(MIDNIGHT, end);
    if (lagSeconds < 60) {
      assertThat(sink.headers).hasSize(13).allMatch(header -> header.part() == 0);
    }
  }

  /** All of this time is stated. */
  private void assertObserved(long from, long to) {
    assertThat(
            sink.headers.stream()
                .mapToLong(h -> h.observedToMicros() - h.observedFromMicros())
                .sum())
        .isEqualTo(to - from);
  }

  @Test
  void aMeterThatSeesTheClockStepBeforeTheOthersLosesNothing() {
    for (long step : new long[] {5 * HOUR, -5 * HOUR, -HOUR - SECOND, HOUR + SECOND}) {
      IntervalMergerTest stepping = new IntervalMergerTest();
      stepping.begin(3);
      long noon = MIDNIGHT + 12 * HOUR + 7 * SECOND;
      stepping.tick(noon - 2 * MINUTE);
      stepping.run(noon - 2 * MINUTE, noon);
      long after = noon + step;
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 20; j++) {
          send(stepping.meters.get(i), after + 1, syn("9.0.0." + i));
        }
        stepping.meters.get(i).tick(after + i * 1_000L);
      }
      stepping.run(after + SECOND, after + 5 * MINUTE);
      stepping.finish(after + 5 * MINUTE);
      stepping.assertNothingLost();
      assertThat(stepping.sink.headers).as("step of %d s", step / SECOND).hasSize(3 + 6);
      stepping.assertObserved(0, 7 * MINUTE);
    }
  }

  /** A turn of each meter a second, each with a packet. */
  private void run(long from, long to) {
    for (long at = from; at <= to; at += SECOND) {
      for (int i = 0; i < meters.size(); i++) {
        send(meters.get(i), at, syn("9.0.0." + i));
      }
      tick(at);
    }
  }

  @Test
  void aMeterWhoseInterfaceFailsIsNotWaitedForAndComesBack() {
    begin(2);
    tick(MIDNIGHT);
    run(MIDNIGHT, MIDNIGHT + 30 * SECOND);
    assertThat(meters.get(1).finish(MIDNIGHT + 30 * SECOND)).isTrue();
    for (long at = MIDNIGHT + 31 * SECOND; at < MIDNIGHT + 3 * MINUTE; at += SECOND) {
      send(meters.get(0), at, syn("9.0.0.0"));
      meters.get(0).tick(at);
    }
    assertThat(sink.headers).hasSize(2).allMatch(header -> header.part() == 0);
    run(MIDNIGHT + 3 * MINUTE, MIDNIGHT + 5 * MINUTE + 10 * SECOND);
    finish(MIDNIGHT + 5 * MINUTE + 10 * SECOND);
    assertThat(sink.headers).hasSize(6).allMatch(header -> header.part() == 0);
    assertObserved(MIDNIGHT, MIDNIGHT + 5 * MINUTE + 10 * SECOND);
    assertNothingLost();
  }

  @Test
  void anInterfaceThatComesBackWithinTheMinuteGivesAFurtherPart() {
    begin(2);
    tick(MIDNIGHT);
    run(MIDNIGHT, MIDNIGHT + 10 * SECOND);
    finish(MIDNIGHT + 10 * SECOND);
    run(MIDNIGHT + 30 * SECOND, MIDNIGHT + 70 * SECOND);
    finish(MIDNIGHT + 70 * SECOND);
    assertThat(sink.headers).extracting(IntervalHeader::part).containsExactly(0, 1, 0);
    assertObserved(0, 50 * SECOND);
    assertNothingLost();
  }

  @Test
  void whileTheSinkRefusesIntervalsGrowAndNothingIsLost() {
    begin(3);
    tick(MIDNIGHT);
    sink.refuse = true;
    run(MIDNIGHT, MIDNIGHT + 7 * MINUTE);
    assertThat(sink.headers).isEmpty();
    assertThat(meters.get(0).finish(MIDNIGHT + 7 * MINUTE)).isFalse();
    sink.refuse = false;
    run(MIDNIGHT + 7 * MINUTE + SECOND, MIDNIGHT + 9 * MINUTE);
    boolean finished = false;
    for (int i = 0; i < 10 && !finished; i++) {
      finished = true;
      for (PacketMeter meter : meters) {
        finished &= meter.finish(MIDNIGHT + 9 * MINUTE);
      }
    }
    assertThat(finished).isTrue();
    assertObserved(MIDNIGHT, MIDNIGHT + 9 * MINUTE);
    assertNothingLost();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void whateverTheMetersClocksAndTheWriterDoEveryPacketIsInOneRow(int lanes) {
    begin(lanes);
    Random random = new Random(lanes);
    long[] now = new long[lanes];
    java.util.Arrays.fill(now, MIDNIGHT);
    for (int i = 0; i < 60_000; i++) {
      int lane = random.nextInt(lanes);
      int what = random.nextInt(2_000);
      if (what == 0) {
        now[lane] += (random.nextInt(20) - 10) * HOUR;
      } else if (what < 4) {
        sink.refuse = !sink.refuse;
      } else if (what < 8) {
        sink.releaseHeld();
        sink.hold = !sink.hold && sink.headers.size() % 2 == 0;
      } else if (what < 12) {
        sink.releaseHeld();
        sink.hold = false;
        sink.refuse = false;
        while (!meters.get(lane).finish(now[lane])) {
          tickOthers(lane, now);
        }
      }
      now[lane] = Math.max(0, now[lane] + random.nextInt(4_000_000));
      meters.get(lane).tick(now[lane]);
      send(meters.get(lane), now[lane] + random.nextInt(3_000_000), syn("9.0.0." + i % 256));
    }
    sink.releaseHeld();
    sink.hold = false;
    sink.refuse = false;
    boolean finished = false;
    while (!finished) {
      finished = true;
      for (int i = 0; i < lanes; i++) {
        finished &= meters.get(i).finish(now[i]);
      }
    }
    assertNothingLost();
    assertThat(sink.headers.size()).isGreaterThan(100);
  }

  private void tickOthers(int lane, long[] now) {
    for (int i = 0; i < now.length; i++) {
      if (i != lane) {
        now[i] += MINUTE;
        meters.get(i).tick(now[i]);
      }
    }
  }
}
