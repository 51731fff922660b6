// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.util.ArrayList;
import java.util.List;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

/**
 * The addresses whose inbound packets are observed, as sorted ranges that neither overlap nor
 * touch. They are secret: this class has no text form.
 */
public final class MonitoredAddresses {
  private final boolean all;
  private final Ranges ipv4;
  private final Ranges ipv6;

  /**
   * The union of prefixes.
   *
   * @param prefixes empty: every address is monitored
   */
  public MonitoredAddresses(List<IpPrefix> prefixes) {
    all = prefixes.isEmpty();
    ipv4 = Ranges.of(prefixes.stream().filter(p -> p.address().version() == 4).toList());
    ipv6 = Ranges.of(prefixes.stream().filter(p -> p.address().version() == 6).toList());
  }

  /** Whether every address is monitored, so that none is the sensor's own secret. */
  public boolean all() {
    return all;
  }

  /** Whether the address is monitored. */
  public boolean contains(int version, long high, long low) {
    return all || (version == 4 ? ipv4 : ipv6).contains(high, low);
  }

  /** Number of IPv4 addresses; 0 if every address is monitored, for that is no telescope. */
  public long ipv4Addresses() {
    long count = 0;
    for (int i = 0; i < ipv4.lastLow.length; i++) {
      count += ipv4.lastLow[i] - ipv4.firstLow[i] + 1;
    }
    return count;
  }

  /**
   * Number of IPv6 /64 networks of which at least a part is monitored, at most {@link
   * Long#MAX_VALUE}; 0 if every address is monitored.
   */
  public long ipv6Networks() {
    long count = 0;
    for (int i = 0; i < ipv6.lastHigh.length; i++) {
      boolean shared = i > 0 && ipv6.lastHigh[i - 1] == ipv6.firstHigh[i];
      count += ipv6.lastHigh[i] - ipv6.firstHigh[i] + (shared ? 0 : 1);
      if (count < 0 || ipv6.lastHigh[i] - ipv6.firstHigh[i] < 0) {
        return Long.MAX_VALUE;
      }
    }
    return count;
  }

  private static final class Ranges {
    final long[] firstHigh;
    final long[] firstLow;
    final long[] lastHigh;
    final long[] lastLow;

    private Ranges(List<IpAddress> firsts, List<IpAddress> lasts) {
      firstHigh = firsts.stream().mapToLong(IpAddress::high).toArray();
      firstLow = firsts.stream().mapToLong(IpAddress::low).toArray();
      lastHigh = lasts.stream().mapToLong(IpAddress::high).toArray();
      lastLow = lasts.stream().mapToLong(IpAddress::low).toArray();
    }

    static Ranges of(List<IpPrefix> prefixes) {
      List<IpAddress> firsts = new ArrayList<>();
      List<IpAddress> lasts = new ArrayList<>();
      for (IpPrefix prefix : prefixes.stream().sorted(Ranges::compare).toList()) {
        int end = lasts.size() - 1;
        if (end < 0 || prefix.address().compareTo(lasts.get(end)) > 0) {
          firsts.add(prefix.address());
          lasts.add(prefix.last());
        }
      }
      return new Ranges(firsts, lasts);
    }

    /** Larger prefixes first, so that one that lies within another is skipped. */
    private static int compare(IpPrefix a, IpPrefix b) {
      int c = a.address().compareTo(b.address());
      return c != 0 ? c : Integer.compare(a.length(), b.length());
    }

    /** Binary search for the last range that does not begin after the address. */
    boolean contains(long high, long low) {
      int from = 0;
      int to = firstHigh.length;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (isAfter(firstHigh[middle], firstLow[middle], high, low)) {
          to = middle;
        } else {
          from = middle + 1;
        }
      }
      return from > 0 && !isAfter(high, low, lastHigh[from - 1], lastLow[from - 1]);
    }

    private static boolean isAfter(long highA, long lowA, long highB, long lowB) {
      int c = Long.compareUnsigned(highA, highB);
      return c != 0 ? c > 0 : Long.compareUnsigned(lowA, lowB) > 0;
    }
  }
}
