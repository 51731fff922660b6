// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Any blocks after a good section header and an interface of Ethernet. The first byte chooses the
 * byte order, so that the mutations are spent on blocks and not on the way to them.
 */
class PcapngFuzzTest {
  private static final int FIRST_BLOCKS = 48;

  @FuzzTest(maxDuration = "10m")
  void anyBlocksGiveFramesWithinTheInputAndThenAnEndOrAnError(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    byte[] capture = capture(bytes);
    long frames = 0;
    try (PcapFileSource source =
        PcapFileSource.read(new ByteArrayInputStream(capture), "fuzzed input")) {
      int polled;
      do {
        polled = source.poll(PcapngFuzzTest::requireWithinTheInput, 16);
        frames += Math.max(0, polled);
      } while (polled != PacketSource.END);
      if (source.statistics().received() < frames) {
        throw new AssertionError(frames + " frames, counted " + source.statistics().received());
      }
    } catch (CaptureFileException e) {
      if (e.getMessage() == null || !e.getMessage().startsWith("fuzzed input")) {
        throw new AssertionError("refused without saying what", e);
      }
    }
  }

  private static byte[] capture(byte[] bytes) {
    ByteOrder order = (bytes[0] & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return ByteBuffer.allocate(FIRST_BLOCKS + bytes.length - 1)
        .order(order)
        .putInt(0x0a0d0d0a)
        .putInt(28)
        .putInt(0x1a2b3c4d)
        .putShort((short) 1)
        .putShort((short) 0)
        .putLong(-1)
        .putInt(28)
        .putInt(1)
        .putInt(20)
        .putShort((short) 1)
        .putShort((short) 0)
        .putInt(65_535)
        .putInt(20)
        .put(bytes, 1, bytes.length - 1)
        .array();
  }

  private static void requireWithinTheInput(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    if (capturedLength < 0 || wireLength < 0 || offset < 0) {
      throw new AssertionError("negative length");
    }
    buffer.boundsCheck(offset, capturedLength);
  }
}
