// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.time.LocalDate;
import java.util.List;
import org.agrona.DirectBuffer;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.TrafficType;

/**
 * The marks that tools and malware leave in a single packet, as they are today: the only place that
 * knows them. A rule is an entry in {@link #RULES} and a branch in {@link #match}; the meter counts
 * hits by id, so that a rule that no longer matches anything is seen.
 *
 * <p>A mark is evidence and no proof: who wants to can send any of them, and tools change (ZMap
 * gave up its IP id in 2024). The first rule that matches wins, sharpest first.
 *
 * <p>Stateful only in {@code unicornscan}, whose mark shows in the second packet of a source: its
 * memory is fixed. One thread.
 */
public final class FingerprintRules {
  /**
   * What a rule means.
   *
   * @param fingerprint the label of the mark
   * @param since when the mark was first shipped, as far as known
   * @param until when the tool gave it up, or null
   * @param mark the rule in words
   * @param source where it was read
   */
  public record Rule(
      Fingerprint fingerprint, LocalDate since, LocalDate until, String mark, String source) {}

  private static final int MASSCAN = 0;
  private static final int MIRAI = 1;
  private static final int NMAP = 2;

  /** No mark. */
  public static final int NONE = 3;

  private static final int UNICORNSCAN = 4;
  private static final int XMAP = 5;
  private static final int ZMAP_41 = 6;
  private static final int ZMAP_54321 = 7;

  /** By id; ids rise in the order of labels. */
  public static final List<Rule> RULES =
      List.of(
          rule(
              "masscan",
              "2013-09-28",
              null,
              "TCP SYN with IP id = (destination ^ destination port ^ sequence) & 0xffff and at most"
                  + " one option (1.3.2: none, window 1024; since 2023-11-07: MSS 1460, window 1025);"
                  + " ICMP echo of 76 bytes that begins with 08 09 0a 0b 0c 0d 0e 0f",
              "robertdavidgraham/masscan src/templ-pkt.c, tag 1.3.2 and commit 4f89257"),
          rule(
              "mirai",
              "2016-08-01",
              null,
              "TCP SYN whose sequence number is the destination address",
              "leaked source mirai/bot/scanner.c; Antonakakis et al., USENIX Security 2017"),
          rule(
              "nmap",
              "2009-07-16",
              null,
              "TCP SYN with window 1024, MSS 1460 as only option, DF clear, TTL at most 64",
              "nmap/nmap libnetutil and tcpip.cc, 7.93"),
          new Rule(Fingerprint.NONE, null, null, "no known mark", ""),
          rule(
              "unicornscan",
              "2004-09-30",
              null,
              "two TCP SYN of one source to different targets with one value of sequence ^"
                  + " destination ^ ((destination port << 16) + source port)",
              "dneufeld/unicornscan src/scan_progs/tcphash.h"),
          rule(
              "xmap",
              "2021-09-01",
              null,
              "TCP SYN over IPv6 with window 65535, no options, hop limit over 191",
              "idealeer/xmap src/probe_modules/packet.c (IPv4: as zmap-54321)"),
          rule(
              "zmap-4.1",
              "2024-04-01",
              null,
              "TCP SYN with window 65535, DF clear, TTL at most 64 and exactly the options of one of"
                  + " its probe modes (windows, smallest-probes; linux and bsd with the time in"
                  + " seconds as TCP timestamp)",
              "zmap/zmap v4.1.0, commits b0190cc, c88db29, 5d90505"),
          rule(
              "zmap-54321",
              "2013-08-16",
              "2024-03-04",
              "IP id 54321; TCP SYN with window 65535, or UDP and ICMP echo with TTL over 191"
                  + " (ZMap up to 4.0, and XMap to this day)",
              "Durumeric et al., USENIX Security 2013; zmap/zmap src/probe_modules/packet.c before b0190cc"));

  private static final int ZMAP_ID = 54_321;
  private static final int TCP_HEADER = 20;
  private static final int ICMP_HEADER = 8;
  private static final long MASSCAN_ECHO = 0x0809_0a0b_0c0d_0e0fL;
  private static final int MSS_1460 = 0x0204_05b4;
  private static final int HIGH_TTL = 191;
  private static final long CLOCK_TOLERANCE_SECONDS = 3_600;

  private final UnicornscanMemory unicornscan = new UnicornscanMemory();

  /** The mark with this id. */
  public static Fingerprint fingerprint(int id) {
    return RULES.get(id).fingerprint();
  }

  private static Rule rule(String label, String since, String until, String mark, String source) {
    return new Rule(
        new Fingerprint(label),
        LocalDate.parse(since),
        until == null ? null : LocalDate.parse(until),
        mark,
        source);
  }

  /**
   * The mark of a packet.
   *
   * @param timestampMicros when it was captured
   * @return index in {@link #RULES}
   */
  public int match(long timestampMicros, PacketHeaders headers, TrafficType type) {
    return switch (type) {
      case TCP_SYN -> syn(timestampMicros, headers);
      case ICMP_ECHO_REQUEST -> echo(headers);
      case UDP -> headers.ipVersion() == 4 && hasZmapId(headers) ? highTtl(headers) : NONE;
      default -> NONE;
    };
  }

  private int syn(long timestampMicros, PacketHeaders headers) {
    if (headers.transportCaptured() < TCP_HEADER) {
      return NONE;
    }
    int tcp = headers.transportOffset();
    int optionBytes = headers.tcpHeaderLength() - TCP_HEADER;
    int window = headers.window();
    if (headers.ipVersion() == 6) {
      return window == 65_535 && optionBytes == 0 && headers.ttl() > HIGH_TTL ? XMAP : NONE;
    }
    int sequence = headers.sequence();
    int destination = (int) headers.destinationLow();
    if (sequence == destination) {
      return MIRAI;
    }
    int id = headers.ipId();
    if (id == ZMAP_ID && window == 65_535) {
      return ZMAP_54321;
    }
    boolean plain =
        !headers.dontFragment()
            && headers.ttl() <= 64
            && headers.transportCaptured() >= TCP_HEADER + 4;
    if (plain
        && window == 1_024
        && optionBytes == 4
        && headers.buffer().getInt(tcp + TCP_HEADER, BIG_ENDIAN) == MSS_1460) {
      return NMAP;
    }
    if (optionBytes <= 4 && id == ((destination ^ headers.destinationPort() ^ sequence) & 0xffff)) {
      return MASSCAN;
    }
    if (plain && window == 65_535 && isZmapShape(timestampMicros, headers, tcp, optionBytes)) {
      return ZMAP_41;
    }
    return UnicornscanMemory.isPreset(window) && unicornscan.seenBefore(headers, sequence)
        ? UNICORNSCAN
        : NONE;
  }

  /** The option lists of ZMap's {@code --probe-args}, which only it sends with DF clear. */
  private static boolean isZmapShape(
      long timestampMicros, PacketHeaders headers, int tcp, int optionBytes) {
    DirectBuffer buffer = headers.buffer();
    int options = tcp + TCP_HEADER;
    if (headers.transportCaptured() < TCP_HEADER + optionBytes
        || optionBytes < 4
        || buffer.getInt(options, BIG_ENDIAN) != MSS_1460) {
      return false;
    }
    return switch (optionBytes) {
      case 4 -> true;
      case 12 ->
          buffer.getInt(options + 4, BIG_ENDIAN) == 0x0103_0308
              && buffer.getInt(options + 8, BIG_ENDIAN) == 0x0101_0402;
      case 20 ->
          buffer.getInt(options + 4, BIG_ENDIAN) == 0x0402_080a
              && isTimeOfDay(timestampMicros, buffer.getLong(options + 8, BIG_ENDIAN))
              && buffer.getInt(options + 16, BIG_ENDIAN) == 0x0103_0307;
      case 24 ->
          buffer.getInt(options + 4, BIG_ENDIAN) == 0x0103_0306
              && buffer.getInt(options + 8, BIG_ENDIAN) == 0x0101_080a
              && isTimeOfDay(timestampMicros, buffer.getLong(options + 12, BIG_ENDIAN))
              && buffer.getInt(options + 20, BIG_ENDIAN) == 0x0402_0000;
      default -> false;
    };
  }

  /** Whether a TCP timestamp is the time in seconds since 1970, with nothing echoed. */
  private static boolean isTimeOfDay(long timestampMicros, long valueAndEcho) {
    long difference = (valueAndEcho >>> 32) - timestampMicros / 1_000_000;
    return (int) valueAndEcho == 0
        && difference >= -CLOCK_TOLERANCE_SECONDS
        && difference <= CLOCK_TOLERANCE_SECONDS;
  }

  private static int echo(PacketHeaders headers) {
    if (hasZmapId(headers)) {
      return highTtl(headers);
    }
    return headers.totalLength() == 76
            && headers.transportCaptured() >= ICMP_HEADER + 8
            && headers.buffer().getLong(headers.transportOffset() + ICMP_HEADER, BIG_ENDIAN)
                == MASSCAN_ECHO
        ? MASSCAN
        : NONE;
  }

  private static boolean hasZmapId(PacketHeaders headers) {
    return headers.ipId() == ZMAP_ID;
  }

  private static int highTtl(PacketHeaders headers) {
    return headers.ttl() > HIGH_TTL ? ZMAP_54321 : NONE;
  }
}
