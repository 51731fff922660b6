// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.teiten.flowtuple.IpAddress;

/** Frames for tests, byte by byte, with right checksums. */
public final class Frames {
  public static final int FIN = 1;
  public static final int SYN = 2;
  public static final int RST = 4;
  public static final int PSH = 8;
  public static final int ACK = 16;
  public static final int URG = 32;

  private Frames() {}

  /** An Ethernet frame. */
  public static byte[] ethernet(int ethertype, byte[] payload) {
    return ByteBuffer.allocate(14 + payload.length)
        .put(new byte[12])
        .putShort((short) ethertype)
        .put(payload)
        .array();
  }

  /** The packet in an Ethernet frame, by its version. */
  public static byte[] ethernet(byte[] ip) {
    return ethernet((ip[0] & 0xf0) == 0x60 ? 0x86dd : 0x0800, ip);
  }

  public static byte[] tcp(String source, int sourcePort, String destination, int port, int flags) {
    byte[] segment =
        ByteBuffer.allocate(20)
            .putShort((short) sourcePort)
            .putShort((short) port)
            .putInt(1)
            .putInt(0)
            .put((byte) 0x50)
            .put((byte) flags)
            .putShort((short) 1024)
            .array();
    return ip(source, destination, 6, checksummed(source, destination, 6, 16, segment));
  }

  public static byte[] udp(
      String source, int sourcePort, String destination, int port, byte... content) {
    byte[] datagram =
        ByteBuffer.allocate(8 + content.length)
            .putShort((short) sourcePort)
            .putShort((short) port)
            .putShort((short) (8 + content.length))
            .putShort((short) 0)
            .put(content)
            .array();
    return ip(source, destination, 17, checksummed(source, destination, 17, 6, datagram));
  }

  /** ICMP or ICMPv6, by the version of the addresses; the content follows the 8 byte header. */
  public static byte[] icmp(
      String source, String destination, int type, int code, byte... content) {
    byte[] message =
        ByteBuffer.allocate(8 + content.length)
            .put((byte) type)
            .put((byte) code)
            .position(8)
            .put(content)
            .array();
    boolean v6 = IpAddress.parse(source).version() == 6;
    return ip(
        source,
        destination,
        v6 ? 58 : 1,
        v6 ? checksummed(source, destination, 58, 2, message) : checksummed(2, message, 0));
  }

  /** An IP packet with TTL 64. */
  public static byte[] ip(String source, String destination, int protocol, byte[] payload) {
    byte[] from = IpAddress.parse(source).bytes();
    byte[] to = IpAddress.parse(destination).bytes();
    if (from.length == 16) {
      return ByteBuffer.allocate(40 + payload.length)
          .putInt(0x6000_0000)
          .putShort((short) payload.length)
          .put((byte) protocol)
          .put((byte) 64)
          .put(from)
          .put(to)
          .put(payload)
          .array();
    }
    byte[] header =
        ByteBuffer.allocate(20)
            .put((byte) 0x45)
            .put((byte) 0)
            .putShort((short) (20 + payload.length))
            .putShort((short) 7)
            .putShort((short) 0)
            .put((byte) 64)
            .put((byte) protocol)
            .putShort((short) 0)
            .put(from)
            .put(to)
            .array();
    return concat(checksummed(10, header, 0), payload);
  }

  /** The packet with one 16 bit field of its IPv4 header changed and the checksum made right. */
  public static byte[] withIpv4Field(byte[] ip, int offset, int value) {
    byte[] changed = ip.clone();
    ByteBuffer.wrap(changed).putShort(offset, (short) value).putShort(10, (short) 0);
    byte[] header = checksummed(10, Arrays.copyOf(changed, 20), 0);
    System.arraycopy(header, 0, changed, 0, 20);
    return changed;
  }

  public static byte[] withByte(byte[] bytes, int offset, int value) {
    byte[] changed = bytes.clone();
    changed[offset] = (byte) value;
    return changed;
  }

  public static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] checksummed(
      String source, String destination, int protocol, int at, byte[] segment) {
    byte[] pseudo = concat(IpAddress.parse(source).bytes(), IpAddress.parse(destination).bytes());
    return checksummed(at, segment, sum(pseudo) + protocol + segment.length);
  }

  private static byte[] checksummed(int at, byte[] bytes, long before) {
    long sum = before + sum(bytes);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    int checksum = (int) ~sum & 0xffff;
    ByteBuffer.wrap(bytes).putShort(at, (short) (checksum == 0 ? 0xffff : checksum));
    return bytes;
  }

  private static long sum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }
}
