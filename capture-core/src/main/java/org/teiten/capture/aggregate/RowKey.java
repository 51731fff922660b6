// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.flowtuple.TrafficType;

/**
 * All of a row's key but its source, in one word whose order is that of {@link
 * org.teiten.flowtuple.FlowTuple#KEY_ORDER} within one IP version and source:
 *
 * <pre>
 *   63     40 39        32 31           15 14        8 7           0
 *   +--------+------------+---------------+-----------+-------------+
 *   | IPv6 ? |  protocol  |  number + 1   |   type    | fingerprint |
 *   +--------+------------+---------------+-----------+-------------+
 *     1 bit       8            17              7            8
 * </pre>
 */
final class RowKey {
  private static final TrafficType[] TYPES = TrafficType.values();
  private static final int FINGERPRINT_BITS = 8;
  private static final int NUMBER_SHIFT = 15;
  private static final int PROTOCOL_SHIFT = 32;
  private static final int IPV6_SHIFT = 40;

  private RowKey() {}

  static long of(ClassifiedPacket packet) {
    return of(
        packet.ipVersion(),
        packet.protocol(),
        packet.number(),
        packet.trafficType(),
        packet.fingerprint());
  }

  static long of(int ipVersion, int protocol, int number, TrafficType type, int fingerprint) {
    return (ipVersion == 6 ? 1L << IPV6_SHIFT : 0)
        | ((long) protocol << PROTOCOL_SHIFT)
        | ((number + 1L) << NUMBER_SHIFT)
        | ((long) type.ordinal() << FINGERPRINT_BITS)
        | fingerprint;
  }

  static int ipVersion(long key) {
    return key >>> IPV6_SHIFT != 0 ? 6 : 4;
  }

  static int protocol(long key) {
    return (int) (key >>> PROTOCOL_SHIFT) & 0xff;
  }

  static int number(long key) {
    return ((int) (key >>> NUMBER_SHIFT) & 0x1_ffff) - 1;
  }

  static TrafficType trafficType(long key) {
    return TYPES[(int) (key >>> FINGERPRINT_BITS) & 0x7f];
  }

  static int fingerprint(long key) {
    return (int) key & 0xff;
  }
}
