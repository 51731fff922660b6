// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.util.concurrent.ThreadLocalRandom;
import org.teiten.capture.decode.PacketHeaders;

/**
 * What sources of SYNs that may be Unicornscan's sent last. It hides a key that is constant for a
 * scan in each sequence number: sequence = key ^ destination ^ ((destination port << 16) + source
 * port). Two packets to different targets that yield one key are its mark; by chance they do once
 * in 2^32. The first packet of a source bears no mark. A fixed number of sources is remembered; a
 * newer one takes an older one's place.
 */
final class UnicornscanMemory {
  private static final int SLOTS = 1 << 14;
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  private final long secret = ThreadLocalRandom.current().nextLong();

  /** Two words a slot: source and key; then the target. */
  private final long[] slots = new long[2 * SLOTS];

  /** Whether Unicornscan has a profile with this TCP window: its default and its presets. */
  static boolean isPreset(int window) {
    return switch (window) {
      case 3_072, 4_096, 4_128, 12_345, 16_384, 32_767 -> true;
      default -> false;
    };
  }

  /** Whether this source's packet before went to another target under the same key. */
  boolean seenBefore(PacketHeaders headers, int sequence) {
    long source = headers.sourceLow();
    int ports = (headers.destinationPort() << 16) + headers.sourcePort();
    int key = sequence ^ (int) headers.destinationLow() ^ ports;
    long sourceAndKey = source << 32 | (key & 0xffff_ffffL);
    long target = headers.destinationLow() << 32 | (ports & 0xffff_ffffL);
    long hash = (source ^ secret) * MULTIPLIER;
    int slot = (int) (hash >>> 50) << 1;
    boolean match = slots[slot] == sourceAndKey && slots[slot + 1] != target;
    slots[slot] = sourceAndKey;
    slots[slot + 1] = target;
    return match;
  }
}
