// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapFileSourceTest {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;

  @TempDir Path folder;

  private record Frame(long timestampMicros, int wireLength, int capturedLength, byte first) {}

  private static List<Frame> frames(PcapFileSource source, int limit) throws IOException {
    List<Frame> frames = new ArrayList<>();
    while (source.poll(
            (timestampMicros, wireLength, buffer, offset, capturedLength) ->
                frames.add(
                    new Frame(timestampMicros, wireLength, capturedLength, buffer.getByte(offset))),
            limit)
        != PacketSource.END) {}
    return frames;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("test.pcap"), bytes);
  }

  private static ByteBuffer classicHeader(ByteOrder order, int magic, int linkType) {
    return ByteBuffer.allocate(4096)
        .order(order)
        .putInt(magic)
        .putShort((short) 2)
        .putShort((short) 4)
        .putInt(0)
        .putInt(0)
        .putInt(65535)
        .putInt(linkType);
  }

  private static ByteBuffer frame(
      ByteBuffer to, int seconds, int fraction, int wireLength, byte... bytes) {
    return to.putInt(seconds).putInt(fraction).putInt(bytes.length).putInt(wireLength).put(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    return first(buffer, buffer.position());
  }

  private static byte[] first(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void readsTheClassicFormatInBothByteOrders(String order) throws Exception {
    ByteOrder byteOrder =
        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer capture = classicHeader(byteOrder, MICROSECONDS, 1);
    frame(capture, 1_700_000_000, 123_456, 60, (byte) 1, (byte) 2, (byte) 3);
    frame(capture, 1_700_000_001, 0, 1500, (byte) 4);

    try (PcapFileSource source = PcapFileSource.open(file(bytes(capture)))) {
      assertThat(source.linkType()).isEqualTo(LinkType.ETHERNET);
      assertThat(source.awaitFrames(1_000)).isTrue();
      assertThat(frames(source, 1))
          .containsExactly(
              new Frame(1_700_000_000_123_456L, 60, 3, (byte) 1),
              new Frame(1_700_000_001_000_000L, 1500, 1, (byte) 4));
      assertThat(source.statistics()).isEqualTo(new SourceStatistics(2, 0, 0));
      assertThat(source.awaitFrames(1_000)).isFalse();
    }
  }

  @Test
  void readsNanosecondsAsMicroseconds() throws Exception {
    ByteBuffer capture = classicHeader(ByteOrder.LITTLE_ENDIAN, NANOSECONDS, 101);
    frame(capture, 1_700_000_000, 123_456_789, 60, (byte) 0x45);
    try (PcapFileSource source = PcapFileSource.open(file(bytes(capture)))) {
      assertThat(source.linkType()).isEqualTo(LinkType.RAW_IP);
      assertThat(frames(source, 10))
          .containsExactly(new Frame(1_700_000_000_123_456L, 60, 1, (byte) 0x45));
    }
  }

  @Test
  void takesSecondsAsUnsigned() throws Exception {
    ByteBuffer capture = classicHeader(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    frame(capture, (int) 4_102_444_800L, 5, 60, (byte) 1);
    try (PcapFileSource source = PcapFileSource.open(file(bytes(capture)))) {
      assertThat(frames(source, 10).get(0).timestampMicros()).isEqualTo(4_102_444_800_000_005L);
    }
  }

  @Test
  void readsPcapng() throws Exception {
    ByteBuffer capture = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    capture
        .putInt(0x0a0d0d0a)
        .putInt(28)
        .putInt(0x1a2b3c4d)
        .putShort((short) 1)
        .putShort((short) 0);
    capture.putLong(-1).putInt(28);
    capture.putInt(1).putInt(20).putShort((short) 276).putShort((short) 0).putInt(0).putInt(20);
    long micros = 1_700_000_000_123_456L;
    capture.putInt(6).putInt(36).putInt(0).putInt((int) (micros >>> 32)).putInt((int) micros);
    capture.putInt(3).putInt(99).put(new byte[] {7, 8, 9, 0}).putInt(36);
    try (PcapFileSource source = PcapFileSource.open(file(bytes(capture)))) {
      assertThat(source.linkType()).isEqualTo(LinkType.LINUX_SLL2);
      assertThat(frames(source, 10)).containsExactly(new Frame(micros, 99, 3, (byte) 7));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 19})
  void handsOverWhatStandsBeforeATearThenSaysWhereItIs(int kept) throws Exception {
    ByteBuffer capture = classicHeader(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    frame(capture, 1, 0, 60, (byte) 1, (byte) 2);
    frame(capture, 2, 0, 60, (byte) 3, (byte) 4);
    int whole = capture.position();
    frame(capture, 3, 0, 60, (byte) 5, (byte) 6, (byte) 7, (byte) 8);
    Path file = file(first(capture, whole + kept));

    try (PcapFileSource source = PcapFileSource.open(file)) {
      List<Byte> first = new ArrayList<>();
      FrameHandler handler =
          (timestampMicros, wireLength, buffer, offset, capturedLength) ->
              first.add(buffer.getByte(offset));
      assertThatThrownBy(() -> source.poll(handler, 100))
          .isInstanceOf(IOException.class)
          .hasMessage(
              file
                  + " cannot be read further after 2 packets, at byte "
                  + whole
                  + ": it ends within a frame or block");
      assertThat(first).containsExactly((byte) 1, (byte) 3);
      assertThat(source.poll(handler, 100)).isEqualTo(PacketSource.END);
      assertThat(source.statistics().received()).isEqualTo(2);
    }
  }

  @Test
  void leavesTheRestUnreadAfterAStop() throws Exception {
    ByteBuffer capture = classicHeader(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    frame(capture, 1, 0, 60, (byte) 1);
    frame(capture, 2, 0, 60, (byte) 2);
    try (PcapFileSource source = PcapFileSource.open(file(bytes(capture)))) {
      assertThat(source.poll((t, w, b, o, l) -> {}, 1)).isEqualTo(1);
      source.stop();
      assertThat(source.poll((t, w, b, o, l) -> {}, 1)).isEqualTo(PacketSource.END);
      assertThat(source.statistics().received()).isEqualTo(1);
    }
  }

  @Test
  void readsACaptureWithoutPackets() throws Exception {
    byte[] header = bytes(classicHeader(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1));
    try (PcapFileSource source = PcapFileSource.open(file(header))) {
      assertThat(frames(source, 10)).isEmpty();
    }
  }

  @Test
  void namesTheNumberOfALinkTypeThatIsNotSupportedAndThoseThatAre() throws Exception {
    Path file = file(bytes(classicHeader(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 105)));
    assertThatThrownBy(() -> PcapFileSource.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " has link type 105, which is not supported; supported are BSD null, Ethernet,"
                + " PPP, raw IP, PPP in HDLC, PPPoE, Cisco HDLC, OpenBSD loop, Linux cooked (SLL),"
                + " raw IPv4, raw IPv6, Linux cooked 2 (SLL2)");
  }

  @Test
  void refusesWhatIsNoCapture() throws Exception {
    Path garbage = file("this is no capture at all, only text".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> PcapFileSource.open(garbage))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            garbage + " is not a capture that can be read (pcap or pcapng): unknown file format");
    Path empty = file(new byte[0]);
    assertThatThrownBy(() -> PcapFileSource.open(empty))
        .hasMessage(empty + " is empty: a capture has at least a header");
    assertThatThrownBy(() -> PcapFileSource.open(folder))
        .hasMessage(folder + " is a directory: name the capture files in it");
    Path missing = folder.resolve("missing.pcap");
    assertThatThrownBy(() -> PcapFileSource.open(missing))
        .hasMessage(missing + " does not exist: check the path");
  }

  @Test
  void closesTwiceAndGivesNothingAfterwards() throws Exception {
    PcapFileSource source =
        PcapFileSource.open(file(bytes(classicHeader(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1))));
    source.close();
    source.close();
    assertThat(source.poll((t, w, b, o, l) -> {}, 1)).isEqualTo(PacketSource.END);
  }
}
