// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.agrona.DirectBuffer;

class CaptureFileFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void anyBytesGiveFramesWithinTheInputAndThenAnEndOrAnError(byte[] bytes) throws IOException {
    try (PcapFileSource source =
        PcapFileSource.read(new ByteArrayInputStream(bytes), "fuzzed input")) {
      int polled;
      do {
        polled = source.poll(CaptureFileFuzzTest::touch, 16);
      } while (polled != PacketSource.END);
    } catch (CaptureFileException e) {
      if (e.getMessage() == null || !e.getMessage().startsWith("fuzzed input")) {
        throw new AssertionError("refused without saying what", e);
      }
    }
  }

  private static void touch(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    if (capturedLength < 0 || wireLength < 0 || offset < 0) {
      throw new AssertionError("negative length");
    }
    buffer.boundsCheck(offset, capturedLength);
  }
}
