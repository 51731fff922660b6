// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpPrefix;

/**
 * Packets whose headers hold together, with any transport, in any sequence. Of each packet the
 * first byte says its version and direction, the second its protocol, the third how long the
 * transport is, which follows; so all mutations reach the classifier and what it remembers.
 */
class PacketClassifierFuzzTest {
  private static final List<IpPrefix> MONITORED =
      List.of(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("2001:db8::/32"));
  private static final int[] PROTOCOLS = {6, 17, 1, 58, 47, 0};
  private static final long START = 1_494_547_200_000_000L;
  private static final int MAX_PACKETS = 64;

  /** They go on from input to input, for making them takes longer than classifying. */
  private static final PacketClassifier CLASSIFIER =
      new PacketClassifier(new MonitoredAddresses(MONITORED));

  private static final StackSignatures SIGNATURES = new StackSignatures(0x5eed);

  @FuzzTest(maxDuration = "10m")
  void anyPacketIsObservedOrNotMonitoredOrSolicited(byte[] bytes) {
    HeaderDecoder decoder = new HeaderDecoder(LinkType.RAW_IP);
    PacketHeaders headers = new PacketHeaders();
    int at = 0;
    for (int i = 0; i < MAX_PACKETS && at + 3 <= bytes.length; i++) {
      int length = Math.min(bytes[at + 2] & 0xff, bytes.length - at - 3);
      byte[] frame = packet(bytes[at], bytes[at + 1], bytes, at + 3, length);
      at += 3 + length;
      UnsafeBuffer buffer = new UnsafeBuffer(frame);
      if (decoder.decode(headers, buffer, 0, frame.length, frame.length) == HeaderDecoder.DECODED) {
        requireSensible(headers, START + i * 1_000_000L);
      }
    }
  }

  private static void requireSensible(PacketHeaders headers, long micros) {
    ClassifiedPacket packet = new ClassifiedPacket();
    int outcome = CLASSIFIER.classify(micros, headers, packet);
    if (outcome != PacketClassifier.OBSERVED) {
      if (outcome != PacketClassifier.NOT_MONITORED && outcome != PacketClassifier.SOLICITED) {
        throw new AssertionError("outcome " + outcome);
      }
      return;
    }
    packet.intern(SIGNATURES);
    boolean ownSource =
        MONITORED.stream()
            .anyMatch(
                own -> own.contains(packet.ipVersion(), packet.sourceHigh(), packet.sourceLow()));
    if (ownSource
        || packet.trafficType() == null
        || packet.fingerprint() < 0
        || packet.fingerprint() >= FingerprintRules.RULES.size()
        || packet.stackSignature() < 0
        || packet.bytes() < 0
        || packet.number() < -1
        || packet.number() > 65_535) {
      throw new AssertionError(
          "own source "
              + ownSource
              + ", type "
              + packet.trafficType()
              + ", fingerprint "
              + packet.fingerprint()
              + ", stack "
              + packet.stackSignature()
              + ", bytes "
              + packet.bytes()
              + ", number "
              + packet.number());
    }
  }

  /** Bit 0: IPv6. Bit 1: from a monitored address. Bit 2: not to one. The rest is the host. */
  private static byte[] packet(byte kind, byte protocol, byte[] bytes, int from, int length) {
    boolean v6 = (kind & 1) != 0;
    byte host = (byte) (kind >> 3);
    int number = PROTOCOLS[(protocol & 0xff) % PROTOCOLS.length];
    ByteBuffer packet = ByteBuffer.allocate((v6 ? 40 : 20) + length);
    byte[] source = address(v6, (kind & 2) != 0, host);
    byte[] destination = address(v6, (kind & 4) == 0, host);
    if (v6) {
      packet.putInt(0x6000_0000).putShort((short) length).put((byte) number).put((byte) 64);
    } else {
      packet
          .putShort((short) 0x4500)
          .putShort((short) (20 + length))
          .putInt(0xd431_0000)
          .put((byte) 64)
          .put((byte) number)
          .putShort((short) 0);
    }
    return packet.put(source).put(destination).put(bytes, from, length).array();
  }

  private static byte[] address(boolean v6, boolean monitored, byte host) {
    if (v6) {
      byte[] address = new byte[16];
      address[0] = 0x20;
      address[1] = 0x01;
      address[2] = 0x0d;
      address[3] = (byte) (monitored ? 0xb8 : 0xb9);
      address[15] = host;
      return address;
    }
    return monitored
        ? new byte[] {(byte) 203, 0, 113, host}
        : new byte[] {(byte) 198, 51, 100, host};
  }
}
