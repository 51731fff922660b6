// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a virtual cable between two namespaces: frames enter at {@code out0}, are captured at in0. */
@Timeout(60)
class LivePacketSourceTest {
  private static final int PATIENCE_MILLIS = 20_000;

  private static NetworkNamespace internet;
  private static NetworkNamespace sensor;

  @BeforeAll
  static void connect() throws Exception {
    NetworkNamespace.assumeAvailable();
    internet = NetworkNamespace.create("internet");
    sensor = NetworkNamespace.create("sensor");
    internet.connect("out0", sensor, "in0");
  }

  @AfterAll
  static void disconnect() throws Exception {
    if (internet != null) {
      internet.delete();
    }
    if (sensor != null) {
      sensor.delete();
    }
  }

  private static LivePacketSource open(LiveSourceConfig config) throws Exception {
    return sensor.call(() -> LivePacketSource.open(config));
  }

  private static FrameSender sender(NetworkNamespace where, String networkInterface)
      throws Exception {
    return where.call(() -> new FrameSender(networkInterface));
  }

  /** Polls until the source ends or that many frames have come. */
  private static List<Integer> numbers(PacketSource source, int count) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (numbers.size() < count && System.nanoTime() < deadline) {
      int frames =
          source.poll(
              (time, wireLength, buffer, offset, length) ->
                  numbers.add(FrameSender.number(buffer, offset)),
              100);
      if (frames == PacketSource.END) {
        break;
      }
      if (frames == 0) {
        source.awaitFrames(50);
      }
    }
    return numbers;
  }

  @Test
  void handsOverEveryFrameThatArrivesInOrderAndInFull() throws Exception {
    try (LivePacketSource source = open(LiveSourceConfig.of("in0"));
        FrameSender sender = sender(internet, "out0")) {
      long before = System.currentTimeMillis() * 1000;
      sender.send(0, 5_000);

      assertThat(source.linkType()).isEqualTo(LinkType.ETHERNET);
      assertThat(numbers(source, 5_000))
          .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
      sender.send(5_000, 1);
      List<byte[]> captured = new ArrayList<>();
      while (captured.isEmpty()) {
        source.awaitFrames(50);
        source.poll(
            (time, wireLength, buffer, offset, length) -> {
              assertThat(time).isBetween(before - 1_000, before + 60_000_000L);
              assertThat(wireLength).isEqualTo(200);
              byte[] bytes = new byte[length];
              buffer.getBytes(offset, bytes);
              captured.add(bytes);
            },
            10);
      }
      assertThat(captured).hasSize(1);
      assertThat(captured.get(0))
          .hasSize(LiveSourceConfig.DEFAULT_SNAP_LENGTH)
          .isEqualTo(Arrays.copyOf(FrameSender.frame(5_000), captured.get(0).length));
    }
  }

  @Test
  void neverWaitsOnASilentInterface() throws Exception {
    try (LivePacketSource source = open(LiveSourceConfig.of("in0"))) {
      assertThat(numbersOfOnePoll(source)).isZero();
      assertThat(source.awaitFrames(0)).isFalse();
      assertThat(source.awaitFrames(200)).isFalse();
      assertThat(numbersOfOnePoll(source)).isZero();
      source.stop();
      assertThat(numbers(source, 1)).isEmpty();
      assertThat(numbersOfOnePoll(source)).isEqualTo(PacketSource.END);
      assertThat(source.statistics()).isEqualTo(SourceStatistics.NONE);
    }
  }

  private static int numbersOfOnePoll(PacketSource source) throws IOException {
    return source.poll((time, wireLength, buffer, offset, length) -> {}, 10);
  }

  @Test
  void anotherThreadEndsTheWait() throws Exception {
    try (LivePacketSource source = open(LiveSourceConfig.of("in0"))) {
      Thread other = new Thread(source::wakeUp);
      other.start();
      // Without the wake-up this would wait for ten minutes and the test's limit would end it.
      assertThat(source.awaitFrames(600_000)).isFalse();
      other.join();
    }
  }

  @Test
  void wakingUpAClosedSourceIsHarmless() throws Exception {
    LivePacketSource source = open(LiveSourceConfig.of("in0"));
    source.close();
    source.wakeUp();
    source.close();
    assertThat(numbersOfOnePoll(source)).isEqualTo(PacketSource.END);
  }

  @Test
  void leavesOutWhatThisHostSends() throws Exception {
    try (LivePacketSource source = open(LiveSourceConfig.of("in0"));
        FrameSender inward = sender(internet, "out0");
        FrameSender outward = sender(sensor, "in0")) {
      outward.send(0, 100);
      inward.send(1_000, 1);
      outward.send(100, 100);
      inward.send(1_001, 1);

      assertThat(numbers(source, 2)).containsExactly(1_000, 1_001);
      source.stop();
      assertThat(numbers(source, 1)).isEmpty();
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(2, 0, 0));
    }
  }

  @Test
  void takesBothDirectionsInTheirOrderIfAskedTo() throws Exception {
    LiveSourceConfig both =
        new LiveSourceConfig(
            "in0", 144, 1 << 20, Duration.ofMillis(10), true, false, Optional.empty());
    try (LivePacketSource source = open(both);
        FrameSender inward = sender(internet, "out0");
        FrameSender outward = sender(sensor, "in0")) {
      outward.send(0, 2);
      inward.send(1_000, 1);
      outward.send(2, 1);

      assertThat(numbers(source, 4)).containsExactly(0, 1, 1_000, 2);
      source.stop();
      outward.send(3, 1);
      assertThat(numbers(source, 1)).isEmpty();
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(4, 0, 0));
    }
  }

  @Test
  void takesNothingAfterAStopAndEverythingBefore() throws Exception {
    LiveSourceConfig patient =
        new LiveSourceConfig("in0", 144, 1 << 20, Duration.ofSeconds(1), Optional.empty());
    try (LivePacketSource source = open(patient);
        FrameSender sender = sender(internet, "out0")) {
      sender.send(0, 300);
      source.stop();
      sender.send(300, 300);

      assertThat(numbers(source, 600))
          .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(300, 0, 0));
    }
  }

  @Test
  void countsWhatItsBufferHadNoRoomFor() throws Exception {
    LiveSourceConfig small =
        new LiveSourceConfig(
            "in0",
            LiveSourceConfig.DEFAULT_SNAP_LENGTH,
            LiveSourceConfig.MIN_BUFFER_BYTES,
            Duration.ofMillis(10),
            Optional.empty());
    try (LivePacketSource source = open(small);
        FrameSender sender = sender(internet, "out0")) {
      sender.send(0, 20_000);
      source.stop();
      int delivered = numbers(source, 20_000).size();

      SourceStatistics statistics = source.statistics();
      assertThat(statistics.received()).isEqualTo(20_000);
      assertThat(statistics.kernelDropped()).isPositive();
      assertThat(delivered + statistics.kernelDropped()).isEqualTo(20_000);
    }
  }

  @Test
  void balancesUnderTrafficThatGoesOnOverOpeningAndStopping() throws Exception {
    try (FrameSender sender = sender(internet, "out0")) {
      Thread traffic =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  sender.send(0, 50);
                }
              });
      traffic.start();
      try {
        for (int i = 0; i < 5; i++) {
          try (LivePacketSource source = open(LiveSourceConfig.of("in0"))) {
            int first = numbers(source, 2_000).size();
            source.stop();
            int delivered = first + numbers(source, Integer.MAX_VALUE).size();
            SourceStatistics statistics = source.statistics();
            assertThat(delivered).isGreaterThanOrEqualTo(2_000);
            assertThat(statistics.received()).isEqualTo(delivered + statistics.kernelDropped());
          }
        }
      } finally {
        traffic.interrupt();
        traffic.join();
      }
    }
  }

  @Test
  void takesOnlyWhatTheFilterAccepts() throws Exception {
    LiveSourceConfig filtered =
        new LiveSourceConfig(
            "in0", 144, 1 << 20, Duration.ofMillis(10), Optional.of("ip[4:2] >= 7"));
    try (LivePacketSource source = open(filtered);
        FrameSender sender = sender(internet, "out0")) {
      sender.send(0, 10);
      assertThat(numbers(source, 3)).containsExactly(7, 8, 9);
      source.stop();
      assertThat(numbers(source, 1)).isEmpty();
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(3, 0, 0));
    }
  }

  @Test
  void refusesAFilterThatIsNone() {
    LiveSourceConfig wrong =
        new LiveSourceConfig("in0", 144, 1 << 20, Duration.ofMillis(10), Optional.of("port port"));
    assertThatThrownBy(() -> open(wrong))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("filter \"port port\" is not one that libpcap understands: ");
  }

  @Test
  void namesAnInterfaceThatIsNotThere() {
    assertThatThrownBy(() -> open(LiveSourceConfig.of("eth77")))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no interface eth77: see `ip link` for those there are");
  }

  @Test
  void saysWhichPrivilegeIsMissing() {
    assertThatThrownBy(
            () -> sensor.callUnprivileged(() -> LivePacketSource.open(LiveSourceConfig.of("in0"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in0 may not be captured from: this process lacks CAP_NET_RAW");
  }

  @Test
  void saysThatAnInterfaceIsDown() throws Exception {
    sensor.exec("ip", "link", "add", "down0", "type", "veth", "peer", "name", "down1");
    assertThatThrownBy(() -> open(LiveSourceConfig.of("down0")))
        .isInstanceOf(IOException.class)
        .hasMessage("interface down0 is down: bring it up with `ip link set down0 up`");
  }

  @Test
  void failsWhenItsInterfaceVanishesAfterHandingOverWhatCameBefore() throws Exception {
    internet.connect("out1", sensor, "in1");
    try (LivePacketSource source = open(LiveSourceConfig.of("in1"));
        FrameSender sender = sender(internet, "out1")) {
      sender.send(0, 10);
      assertThat(numbers(source, 10)).hasSize(10);
      sensor.exec("ip", "link", "del", "in1");

      assertThatThrownBy(() -> numbers(source, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("interface in1 gives no more frames: ");
      assertThat(numbersOfOnePoll(source)).isEqualTo(PacketSource.END);
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(10, 0, 0));
    }
  }

  @Test
  void failsWhenItsInterfaceGoesDown() throws Exception {
    internet.connect("out2", sensor, "in2");
    try (LivePacketSource source = open(LiveSourceConfig.of("in2"))) {
      sensor.exec("ip", "link", "set", "in2", "down");

      assertThatThrownBy(() -> numbers(source, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("interface in2 gives no more frames: it is down");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void capturesOnLoopbackOnlyOnce(boolean ownTraffic) throws Exception {
    LiveSourceConfig loopback =
        new LiveSourceConfig(
            "lo", 144, 1 << 20, Duration.ofMillis(10), ownTraffic, false, Optional.empty());
    try (LivePacketSource source = open(loopback);
        FrameSender sender = sender(sensor, "lo")) {
      sender.send(0, 20);
      assertThat(numbers(source, 20)).hasSize(20);
      source.stop();
      assertThat(numbers(source, 1)).isEmpty();
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(20, 0, 0));
    }
  }
}
