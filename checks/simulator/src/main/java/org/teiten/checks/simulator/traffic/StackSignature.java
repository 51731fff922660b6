// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.teiten.checks.simulator.model.Mark;

/**
 * What a SYN tells of its sender's TCP/IP stack. The text is the sensor's: TTL bucket, DF, IP
 * length, window, option kinds, MSS (0 if none), window scale (* if none), as in {@code
 * 64:1:60:29200:2-4-8-1-3:1460:7}.
 *
 * @param initialTtl TTL as sent
 * @param dontFragment the DF bit
 * @param window TCP window
 * @param options TCP options, as bytes in hexadecimal
 * @param kinds their kinds, as in {@code 2-4-8-1-3}
 * @param mss maximum segment size, 0 without the option
 * @param scale window scale, -1 without the option
 */
public record StackSignature(
    int initialTtl,
    boolean dontFragment,
    int window,
    String options,
    String kinds,
    int mss,
    int scale) {
  private static final StackSignature LINUX_3 =
      new StackSignature(
          64, true, 29_200, "020405b40402080a000000000000000001030307", "2-4-8-1-3", 1_460, 7);
  private static final StackSignature LINUX_2_6 =
      new StackSignature(
          64, true, 5_840, "020405b40402080a000000000000000001030302", "2-4-8-1-3", 1_460, 2);
  private static final StackSignature MOBILE =
      new StackSignature(
          64, true, 14_600, "0204058c0402080a000000000000000001030306", "2-4-8-1-3", 1_420, 6);
  private static final StackSignature WINDOWS_7 =
      new StackSignature(128, true, 8_192, "020405b40103030201010402", "2-1-3-1-1-4", 1_460, 2);
  private static final StackSignature WINDOWS_XP =
      new StackSignature(128, true, 65_535, "020405b401010402", "2-1-1-4", 1_460, -1);
  private static final StackSignature ZMAP = bare(255, 65_535);
  private static final StackSignature MASSCAN = bare(255, 1_024);
  private static final StackSignature[] MIRAI = {
    bare(64, 5_808), bare(64, 14_600), bare(64, 29_040), bare(64, 44_101), bare(64, 61_690)
  };

  /** All that occur; in batches the one at index i has id i + 1. */
  public static final List<StackSignature> ALL =
      List.of(
          LINUX_3,
          LINUX_2_6,
          MOBILE,
          WINDOWS_7,
          WINDOWS_XP,
          ZMAP,
          MASSCAN,
          MIRAI[0],
          MIRAI[1],
          MIRAI[2],
          MIRAI[3],
          MIRAI[4]);

  private static final StackSignature[] COMMON = {
    LINUX_3, LINUX_3, LINUX_3, LINUX_2_6, LINUX_2_6, MOBILE, WINDOWS_7, WINDOWS_7, WINDOWS_XP
  };

  private static final Map<Mark, int[]> BY_MARK =
      Map.of(
          Mark.NONE, ids(COMMON),
          Mark.ZMAP, ids(ZMAP),
          Mark.MASSCAN, ids(MASSCAN),
          Mark.MIRAI, ids(MIRAI));

  private static StackSignature bare(int ttl, int window) {
    return new StackSignature(ttl, false, window, "", "", 0, -1);
  }

  private static int[] ids(StackSignature... signatures) {
    return Arrays.stream(signatures).mapToInt(each -> ALL.indexOf(each) + 1).toArray();
  }

  /** The id of a source's signature, 1 to the number of {@link #ALL}. */
  public static int idOf(Mark mark, long hash) {
    int[] ids = BY_MARK.get(mark);
    return ids[(int) Long.remainderUnsigned(Draws.mix(hash), ids.length)];
  }

  /** IP total length of such a SYN. */
  public int ipLength() {
    return 40 + options.length() / 2;
  }

  @Override
  public String toString() {
    return initialTtl
        + ":"
        + (dontFragment ? 1 : 0)
        + ":"
        + ipLength()
        + ":"
        + window
        + ":"
        + kinds
        + ":"
        + mss
        + ":"
        + (scale < 0 ? "*" : scale);
  }
}
