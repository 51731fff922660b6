// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.UndecodableReason;

/**
 * Any bytes are a frame, decoded or refused for a reason. The first byte chooses the link layer,
 * the second how many bytes were cut off. What is read lies within the frame, and neither what was
 * decoded before nor where the frame lies in memory changes it.
 */
class HeaderDecoderFuzzTest {
  private static final LinkType[] LINK_TYPES = LinkType.values();
  private static final byte[] OTHER = other();

  private static byte[] other() {
    byte[] bytes = new byte[80];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }

  @FuzzTest(maxDuration = "10m")
  void anyBytesAreDecodedWithinTheFrameOrRefused(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    HeaderDecoder decoder = new HeaderDecoder(LINK_TYPES[(bytes[0] & 0xff) % LINK_TYPES.length]);
    byte[] frame = Arrays.copyOfRange(bytes, 2, bytes.length);
    int wireLength = frame.length + (bytes[1] & 0xff);
    PacketHeaders headers = new PacketHeaders();
    int code = decoder.decode(headers, new UnsafeBuffer(frame), 0, frame.length, wireLength);
    if (code < HeaderDecoder.NOT_IP || code >= UndecodableReason.values().length) {
      throw new AssertionError("code " + code);
    }
    if (code == HeaderDecoder.DECODED) {
      requireWithin(headers, frame.length);
    }

    byte[] elsewhere = new byte[64 + frame.length];
    Arrays.fill(elsewhere, (byte) 0xa5);
    System.arraycopy(frame, 0, elsewhere, 64, frame.length);
    PacketHeaders used = new PacketHeaders();
    decoder.decode(used, new UnsafeBuffer(OTHER), 0, OTHER.length, OTHER.length);
    int again = decoder.decode(used, new UnsafeBuffer(elsewhere), 64, frame.length, wireLength);
    if (again != code || (code == HeaderDecoder.DECODED && !fields(used).equals(fields(headers)))) {
      throw new AssertionError(
          code + " " + fields(headers) + " first, then " + again + " " + fields(used));
    }
  }

  private static void requireWithin(PacketHeaders headers, int length) {
    int transportEnd = headers.transportOffset() + headers.transportCaptured();
    if (headers.ipVersion() != headers.linkVersion()
        || headers.transportCaptured() < 0
        || headers.transportLength() < headers.transportCaptured()
        || (headers.transportCaptured() > 0 && transportEnd > length)
        || headers.totalLength() < headers.ipHeaderLength()) {
      throw new AssertionError(length + " bytes captured: " + fields(headers));
    }
  }

  private static String fields(PacketHeaders headers) {
    return "version "
        + headers.ipVersion()
        + " source "
        + headers.sourceHigh()
        + ":"
        + headers.sourceLow()
        + " destination "
        + headers.destinationHigh()
        + ":"
        + headers.destinationLow()
        + " protocol "
        + headers.protocol()
        + " length "
        + headers.totalLength()
        + " ttl "
        + headers.ttl()
        + " fragment "
        + headers.firstFragment()
        + headers.laterFragment()
        + " routed "
        + headers.routed()
        + " transport "
        + headers.transportLength()
        + "/"
        + headers.transportCaptured()
        + " ports "
        + headers.sourcePort()
        + ">"
        + headers.destinationPort()
        + " flags "
        + headers.tcpFlags()
        + " icmp "
        + headers.icmpType()
        + "/"
        + headers.icmpCode()
        + " quoted "
        + headers.quotedVersion()
        + " "
        + headers.quotedHigh()
        + ":"
        + headers.quotedLow()
        + " "
        + headers.quotedProtocol()
        + " "
        + headers.quotedSourcePort()
        + ">"
        + headers.quotedPort();
  }
}
