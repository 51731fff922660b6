// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.capture.source.CaptureFileException.Kind;

class CaptureFormatsTest {
  private static final List<Frame> FRAMES =
      List.of(
          new Frame(LinkType.ETHERNET, 1_496_000_000_123_456L, 60, bytes(1, 60)),
          new Frame(LinkType.ETHERNET, 1_496_000_001_000_000L, 1_500, bytes(2, 96)),
          new Frame(LinkType.ETHERNET, 4_294_967_295_999_999L, 0, bytes(3, 0)));
  @TempDir Path folder;

  @Test
  void classicFilesAreReadInBothByteOrdersAndResolutions() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (boolean nanos : new boolean[] {false, true}) {
        assertThat(read(classic(order, nanos, 1))).as("%s %s", order, nanos).isEqualTo(FRAMES);
      }
    }
  }

  @Test
  void compressedFilesAndStreamsAreReadAsWhatTheyHold() throws IOException {
    byte[] plain = classic(ByteOrder.LITTLE_ENDIAN, false, 1);
    assertThat(read(gzip(plain))).isEqualTo(FRAMES);
    assertThat(read(Zstd.compress(plain))).isEqualTo(FRAMES);
    for (byte[] input : List.of(plain, gzip(plain), Zstd.compress(plain))) {
      try (PcapFileSource source =
          PcapFileSource.read(new ByteArrayInputStream(input), "standard input")) {
        assertThat(drain(source)).isEqualTo(FRAMES);
      }
    }
  }

  @Test
  void aFileLargerThanTheWindowIsReadWhole() throws IOException {
    List<Frame> many = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] frame = bytes(i, random.nextInt(1_500));
      many.add(new Frame(LinkType.ETHERNET, i * 1_000L, frame.length, frame));
    }
    byte[] file = classic(ByteOrder.LITTLE_ENDIAN, false, 1, many);
    assertThat(file.length).isGreaterThan(3 << 20);
    assertThat(read(file)).isEqualTo(many);
  }

  @Test
  void aFileCutAnywhereGivesItsFramesFirstAndThenAnErrorThatSaysWhere() throws IOException {
    for (byte[] whole : List.of(classic(ByteOrder.LITTLE_ENDIAN, false, 1), pcapng())) {
      List<Frame> all = read(whole);
      for (int length = 60; length < whole.length; length++) {
        List<Frame> seen = new ArrayList<>();
        try (PcapFileSource source = open(Arrays.copyOf(whole, length))) {
          drain(source, seen);
        } catch (CaptureFileException e) {
          assertThat(e.kind()).isIn(Kind.DAMAGED, Kind.UNSUPPORTED_LINK_TYPE);
          if (e.kind() == Kind.DAMAGED) {
            assertThat(e).hasMessageContaining("after " + seen.size() + " packets, at byte ");
          }
        }
        assertThat(seen).as("cut at %d", length).isEqualTo(all.subList(0, seen.size()));
      }
    }
  }

  @Test
  void aDamagedCompressedFileIsAnErrorAndNotTheEnd() throws IOException {
    byte[] plain = classic(ByteOrder.LITTLE_ENDIAN, false, 1);
    for (byte[] whole : List.of(gzip(plain), Zstd.compress(plain))) {
      byte[] cut = Arrays.copyOf(whole, whole.length - 9);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(CaptureFileException.class)
          .hasMessageContaining("cannot be read further");
    }
  }

  @Test
  void pcapngInterfacesMayDifferInLinkTypeResolutionAndByteOrder() throws IOException {
    List<Frame> frames = read(pcapng());
    assertThat(frames)
        .extracting(Frame::linkType)
        .containsExactly(
            LinkType.ETHERNET, LinkType.RAW_IP, LinkType.UNREADABLE, LinkType.ETHERNET);
    assertThat(frames)
        .extracting(Frame::micros)
        .containsExactly(
            1_496_000_000_123_456L, 1_496_000_000_123_456L, 7_000_000L, 1_496_000_000_123_456L);
    assertThat(frames).extracting(Frame::length).containsExactly(61, 40, 20, 61);
  }

  @Test
  void aLinkTypeThatIsNotReadIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> read(classic(ByteOrder.BIG_ENDIAN, false, 127)))
        .isInstanceOfSatisfying(
            CaptureFileException.class,
            e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED_LINK_TYPE))
        .hasMessageContaining("link type 127")
        .hasMessageContaining("Ethernet");
  }

  @Test
  void garbageIsRefusedAndNeverHangs() {
    Random random = new Random(9);
    byte[][] starts = {
      {0x0a, 0x0d, 0x0d, 0x0a}, {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1}, {}
    };
    for (int i = 0; i < 900; i++) {
      byte[] garbage = bytes(i, 4 + random.nextInt(300));
      byte[] start = starts[i % 3];
      System.arraycopy(start, 0, garbage, 0, start.length);
      if (start.length > 0 && i % 2 == 0) {
        byte[] valid = i % 3 == 0 ? pcapng() : classic(ByteOrder.LITTLE_ENDIAN, false, 1);
        int keep = Math.min(random.nextInt(valid.length), garbage.length);
        System.arraycopy(valid, 0, garbage, 0, keep);
      }
      try {
        read(garbage);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(CaptureFileException.class);
      }
    }
  }

  private record Frame(LinkType linkType, long micros, int wireLength, ByteBuffer bytes) {
    Frame(LinkType linkType, long micros, int wireLength, byte[] bytes) {
      this(linkType, micros, wireLength, ByteBuffer.wrap(bytes));
    }

    int length() {
      return bytes.remaining();
    }
  }

  private List<Frame> read(byte[] file) throws IOException {
    try (PcapFileSource source = open(file)) {
      return drain(source);
    }
  }

  private PcapFileSource open(byte[] file) throws IOException {
    return PcapFileSource.open(Files.write(folder.resolve("capture"), file));
  }

  private static List<Frame> drain(PcapFileSource source) throws IOException {
    List<Frame> frames = new ArrayList<>();
    drain(source, frames);
    return frames;
  }

  private static void drain(PcapFileSource source, List<Frame> into) throws IOException {
    int polled;
    do {
      LinkType[] type = {source.linkType()};
      polled =
          source.poll(
              (micros, wire, buffer, offset, captured) -> {
                byte[] bytes = new byte[captured];
                buffer.getBytes(offset, bytes);
                into.add(new Frame(type[0], micros, wire, bytes));
              },
              7);
    } while (polled != PacketSource.END);
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] classic(ByteOrder order, boolean nanos, int linkType) {
    return classic(order, nanos, linkType, FRAMES);
  }

  private static byte[] classic(ByteOrder order, boolean nanos, int linkType, List<Frame> frames) {
    int size = 24 + frames.stream().mapToInt(f -> 16 + f.length()).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(order);
    out.putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    out.putInt(0).putInt(0).putInt(65_535).putInt(linkType);
    for (Frame frame : frames) {
      out.putInt((int) (frame.micros() / 1_000_000));
      out.putInt((int) (frame.micros() % 1_000_000 * (nanos ? 1_000 : 1)));
      out.putInt(frame.length()).putInt(frame.wireLength()).put(frame.bytes().duplicate());
    }
    return out.array();
  }

  /** Two sections of different byte order; nanoseconds, an offset, three link types. */
  private static byte[] pcapng() {
    ByteBuffer out = ByteBuffer.allocate(2_000).order(ByteOrder.LITTLE_ENDIAN);
    section(out);
    description(out, 1, 9, 9, 0);
    description(out, 101, 9, 6, 1_000_000_000L);
    description(out, 127, 9, 6, 0);
    out.putInt(0x0bad_f00d).putInt(16).putInt(0).putInt(16);
    enhanced(out, 0, 1_496_000_000_123_456_789L, 61);
    enhanced(out, 1, 496_000_000_123_456L, 40);
    enhanced(out, 2, 7_000_000L, 20);
    out.order(ByteOrder.BIG_ENDIAN);
    section(out);
    description(out, 1, 9, 9, 0);
    enhanced(out, 0, 1_496_000_000_123_456_789L, 61);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void section(ByteBuffer out) {
    out.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0);
    out.putLong(-1).putInt(28);
  }

  private static void description(
      ByteBuffer out, int linkType, int option, int resolution, long offset) {
    out.putInt(1).putInt(44).putShort((short) linkType).putShort((short) 0).putInt(0);
    out.putShort((short) option).putShort((short) 1).put((byte) resolution);
    out.put(new byte[3]);
    out.putShort((short) 14).putShort((short) 8).putLong(offset);
    out.putInt(0).putInt(44);
  }

  private static void enhanced(ByteBuffer out, int id, long time, int captured) {
    int padded = (captured + 3) & ~3;
    out.putInt(6).putInt(32 + padded).putInt(id);
    out.putInt((int) (time >>> 32)).putInt((int) time).putInt(captured).putInt(captured);
    out.put(bytes(id, captured)).put(new byte[padded - captured]).putInt(32 + padded);
  }
}
