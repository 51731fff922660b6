// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.teiten.capture.Frames.ACK;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.bytes;
import static org.teiten.capture.Frames.concat;
import static org.teiten.capture.Frames.ethernet;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SystemEpochMicroClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.capture.aggregate.IntervalMerger;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FanoutGroup;
import org.teiten.capture.source.FrameSender;
import org.teiten.capture.source.LivePacketSource;
import org.teiten.capture.source.LiveSourceConfig;
import org.teiten.capture.source.NetworkNamespace;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;

/** Several capture threads on one virtual cable, among which the kernel divides by source. */
@Timeout(60)
class FanoutTest {
  private static final int SNAP_LENGTH = 144;
  private static final int FRAMES = 20_000;
  private static final int NOT_IP = 500;

  private final List<CaptureCounters> captured = new ArrayList<>();
  private final List<PacketMeter> meters = new ArrayList<>();
  private final List<AgentRunner> capturing = new ArrayList<>();
  private final List<AgentRunner> metering = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private NetworkNamespace internet;
  private NetworkNamespace sensor;

  @BeforeEach
  void connect() throws Exception {
    NetworkNamespace.assumeAvailable();
    internet = NetworkNamespace.create("far");
    sensor = NetworkNamespace.create("near");
    internet.connect("out0", sensor, "in0");
  }

  @AfterEach
  void disconnect() throws Exception {
    if (internet != null) {
      internet.delete();
    }
    if (sensor != null) {
      sensor.delete();
    }
  }

  private void start(FanoutGroup group, int member, Optional<String> filter, IntervalSink sink)
      throws Exception {
    LiveSourceConfig config =
        new LiveSourceConfig("in0", SNAP_LENGTH, 8 << 20, Duration.ofMillis(20), filter);
    LivePacketSource source =
        sensor.call(() -> LivePacketSource.open(config, group.member(member)));
    FrameRing ring = new FrameRing(1 << 22, SNAP_LENGTH);
    CaptureCounters counters = new CaptureCounters();
    PacketMeter meter =
        new PacketMeter(
            Meters.config(Mode.LIVE, 4_096, 64, "192.0.2.0/24", "2001:db8::/32"),
            source.linkType(),
            counters,
            () -> ClockState.UNKNOWN,
            sink);
    captured.add(counters);
    meters.add(meter);
    capturing.add(
        new AgentRunner(
            NoOpIdleStrategy.INSTANCE,
            failures::add,
            null,
            new CaptureAgent(source, ring, counters, SystemNanoClock.INSTANCE, 20)));
    metering.add(
        new AgentRunner(
            new BackoffIdleStrategy(),
            failures::add,
            null,
            new MeteringAgent(ring, meter, new SystemEpochMicroClock(), Duration.ofSeconds(10))));
    AgentRunner.startOnThread(metering.get(metering.size() - 1));
    AgentRunner.startOnThread(capturing.get(capturing.size() - 1));
  }

  private void stop() {
    capturing.forEach(AgentRunner::close);
    metering.forEach(AgentRunner::close);
    assertThat(failures).isEmpty();
  }

  /** IPv4 and IPv6 from 300 sources each, plain and behind one to three VLAN tags, and ARP. */
  private void send() throws Exception {
    Random random = new Random(17);
    byte[] arp = ethernet(0x0806, new byte[28]);
    try (FrameSender sender = internet.call(() -> new FrameSender("out0"))) {
      for (int i = 0; i < FRAMES; i++) {
        int host = random.nextInt(300);
        sender.send(tagged(random.nextInt(4), packet(host, random)));
        if (i % (FRAMES / NOT_IP) == 0) {
          sender.send(arp);
        }
      }
    }
  }

  private static byte[] packet(int host, Random random) {
    String own = "192.0.2." + random.nextInt(256);
    String source = "9." + (host >> 4) + ".7." + (host & 15);
    return switch (random.nextInt(3)) {
      case 0 -> tcp(source, 4_000, own, random.nextInt(4), SYN);
      case 1 -> tcp(source, random.nextInt(4), own, 4_000, SYN | ACK);
      default -> udp("2400:" + Integer.toHexString(host) + "::1", 7, "2001:db8::9", 53);
    };
  }

  private static byte[] tagged(int tags, byte[] packet) {
    int type = packet[0] >> 4 == 6 ? 0x86dd : 0x0800;
    byte[] payload = packet;
    for (int i = 0; i < tags; i++) {
      payload = concat(bytes(0, 100 + i, type >> 8, type & 0xff), payload);
      type = i == tags - 1 && tags > 1 ? 0x88a8 : 0x8100;
    }
    return ethernet(type, payload);
  }

  private record Total(long packets, long bytes) {
    Total plus(Total other) {
      return new Total(packets + other.packets, bytes + other.bytes);
    }
  }

  private static Map<List<Object>, Total> totals(List<FlowTuple> rows) {
    Map<List<Object>, Total> totals = new HashMap<>();
    for (FlowTuple row : rows) {
      totals.merge(
          List.of(row.sourceHigh(), row.sourceLow(), row.protocol(), row.port(), row.trafficType()),
          new Total(row.packets(), row.bytes()),
          Total::plus);
    }
    return totals;
  }

  /** What the sensor of one thread has to find: computed from what is sent. */
  private static Map<List<Object>, Total> sent() {
    IntervalCollector sink = new IntervalCollector();
    PacketMeter meter =
        PacketMeter.ofCaptures(
            Meters.config(Mode.CAPTURE, 4_096, 64),
            org.teiten.capture.source.LinkType.ETHERNET,
            sink);
    Random random = new Random(17);
    for (int i = 0; i < FRAMES; i++) {
      int host = random.nextInt(300);
      Meters.send(meter, Meters.MIDNIGHT, tagged(random.nextInt(4), packet(host, random)));
    }
    meter.finish(0);
    return totals(sink.rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void severalThreadsGiveTheRowsOfOneAndTheExactTotalsOfWhatWasSent(int threads) throws Exception {
    IntervalCollector sink = new IntervalCollector();
    IntervalMerger merger = new IntervalMerger(threads, sink);
    FanoutGroup group = new FanoutGroup(threads);
    for (int i = 0; i < threads; i++) {
      start(group, i, Optional.empty(), merger.lane(i));
    }
    send();
    stop();

    assertThat(totals(sink.rows)).isEqualTo(sent());
    assertThat(sink.headers).allMatch(header -> header.part() == 0);
    Meters.assertNoTimeTwice(sink.headers);
    for (int i = 0; i < sink.headers.size(); i++) {
      Meters.assertHeaderAddsUp(sink.headers.get(i), sink.rowsByInterval.get(i));
    }
    long received = sink.headers.stream().mapToLong(h -> h.loss().received()).sum();
    assertThat(received).isEqualTo(FRAMES + NOT_IP);
    assertThat(captured.stream().mapToLong(CaptureCounters::received).sum()).isEqualTo(received);
    assertThat(captured).allMatch(counters -> counters.delivered() > FRAMES / 16);
    assertThat(sink.headers.stream().mapToLong(h -> h.loss().notIp()).sum()).isEqualTo(NOT_IP);
    assertThat(sink.headers.stream().mapToLong(IntervalHeader::packets).sum()).isEqualTo(FRAMES);
    assertThat(
            sink.headers.stream()
                .mapToLong(h -> h.loss().kernelDropped() + h.loss().ringDropped())
                .sum())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "arp or ip6 or tcp or vlan"})
  void noSourceIsSeenByTwoThreadsAndNothingThatTheHostSendsByAny(String filter) throws Exception {
    FanoutGroup group = new FanoutGroup(4);
    List<IntervalCollector> sinks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      IntervalCollector sink = new IntervalCollector();
      sinks.add(sink);
      start(group, i, Optional.of(filter).filter(f -> !f.isEmpty()), sink);
    }
    try (FrameSender outgoing = sensor.call(() -> new FrameSender("in0"))) {
      outgoing.send(0, 200);
    }
    send();
    stop();

    Set<List<Long>> all = new HashSet<>();
    long sources = 0;
    for (IntervalCollector sink : sinks) {
      Set<List<Long>> own = new HashSet<>();
      sink.rows.forEach(row -> own.add(List.of(row.sourceHigh(), row.sourceLow())));
      assertThat(own).hasSizeGreaterThan(50);
      sources += own.size();
      all.addAll(own);
    }
    assertThat(all).hasSize(600);
    assertThat(sources).isEqualTo(600);
    assertThat(captured.stream().mapToLong(CaptureCounters::received).sum())
        .isEqualTo(FRAMES + NOT_IP);
  }

  @Test
  void whoStopsLeavesItsShareToTheOthersAndMayJoinAgain() throws Exception {
    FanoutGroup group = new FanoutGroup(2);
    IntervalCollector sink = new IntervalCollector();
    IntervalMerger merger = new IntervalMerger(2, sink);
    start(group, 0, Optional.empty(), merger.lane(0));
    start(group, 1, Optional.empty(), merger.lane(1));
    capturing.get(0).close();
    metering.get(0).close();
    send();
    await().until(() -> captured.get(1).delivered() == FRAMES + NOT_IP);
    start(group, 0, Optional.empty(), merger.lane(0));
    send();
    stop();
    assertThat(captured.get(2).delivered()).isBetween(FRAMES / 8L, FRAMES * 7L / 8);
    assertThat(sink.headers.stream().mapToLong(IntervalHeader::packets).sum())
        .isEqualTo(2 * FRAMES);
    Meters.assertNoTimeTwice(sink.headers);
  }

  @Test
  void twoGroupsOnOneInterfaceEachSeeEverything() throws Exception {
    List<IntervalCollector> sinks = new ArrayList<>();
    for (int group = 0; group < 2; group++) {
      IntervalCollector sink = new IntervalCollector();
      IntervalMerger merger = new IntervalMerger(2, sink);
      FanoutGroup of = new FanoutGroup(2);
      for (int i = 0; i < 2; i++) {
        start(of, i, Optional.empty(), merger.lane(i));
      }
      sinks.add(sink);
    }
    send();
    stop();
    for (IntervalCollector sink : sinks) {
      assertThat(totals(sink.rows)).isEqualTo(sent());
    }
  }
}
