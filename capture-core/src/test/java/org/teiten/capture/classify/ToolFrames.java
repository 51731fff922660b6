// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.teiten.capture.classify.ProbeFrame.syn;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;

/** Byte-exact frames of tools and versions, and of what must not be taken for them. */
final class ToolFrames {
  /** When they are sent, microseconds since 1970. */
  static final long NOW = 1_795_500_000_000_000L;

  private static final String MSS_1460 = "020405b4";
  private static final String TIME = String.format("%08x", NOW / 1_000_000 + 2);

  private ToolFrames() {}

  /** By the mark that they must bear, a space, and the tool with its version. */
  static Map<String, PacketHeaders> tools() {
    Map<String, PacketHeaders> frames = new LinkedHashMap<>();
    frames.put(
        "zmap-54321 ZMap 2.1.1, no options", syn().id(54_321).window(65_535).ttl(250).headers());
    frames.put(
        "zmap-54321 ZMap 3.0.0, MSS",
        syn().id(54_321).window(65_535).ttl(242).options(MSS_1460).headers());
    frames.put("zmap-54321 XMap over IPv4", syn().id(54_321).window(65_535).ttl(240).headers());
    frames.put("xmap XMap over IPv6", syn().window(65_535).ttl(245).headersOverIpv6());
    frames.put(
        "zmap-4.1 ZMap 4.1 windows (default)",
        zmap41().options(MSS_1460 + "01030308 01010402").headers());
    frames.put("zmap-4.1 ZMap 4.1 smallest-probes", zmap41().options(MSS_1460).headers());
    frames.put(
        "zmap-4.1 ZMap 4.1 linux",
        zmap41().options(MSS_1460 + "0402 080a" + TIME + "00000000 01 030307").headers());
    frames.put(
        "zmap-4.1 ZMap 4.1 bsd",
        zmap41()
            .options(MSS_1460 + "01 030306 01 01 080a" + TIME + "00000000 0402 0000")
            .headers());
    frames.put("masscan Masscan 1.3.2", syn().window(1_024).ttl(240).masscanId().headers());
    frames.put(
        "masscan Masscan since 4f89257",
        syn().window(1_025).ttl(240).options(MSS_1460).masscanId().headers());
    frames.put("masscan Masscan ping", masscanPing(76));
    frames.put(
        "mirai Mirai, leaked source",
        syn().sequence(ProbeFrame.DESTINATION).window(0x3a1b).ttl(49).headers());
    frames.put("nmap Nmap 7.93 -sS", syn().window(1_024).ttl(47).options(MSS_1460).headers());
    frames.put("zmap-54321 ZMap ICMP echo", echo(syn().id(54_321).ttl(243), new byte[8]));
    frames.put("zmap-54321 ZMap UDP", udp(syn().id(54_321).ttl(243)));
    return frames;
  }

  /** By what they are; none bears a mark. */
  static Map<String, PacketHeaders> nearMisses() {
    Map<String, PacketHeaders> frames = new LinkedHashMap<>();
    frames.put(
        "Windows 10: DF set, window 64240",
        syn()
            .dontFragment()
            .window(64_240)
            .ttl(116)
            .options("020405b4 01030308 01010402")
            .headers());
    frames.put(
        "old Windows: window 65535, but DF set",
        syn()
            .dontFragment()
            .window(65_535)
            .ttl(60)
            .options("020405b4 01030308 01010402")
            .headers());
    frames.put(
        "Windows behind a router that clears DF, TTL 116",
        syn().window(65_535).ttl(116).options("020405b4 01030308 01010402").headers());
    frames.put(
        "Linux 6: MSS SACK TS NOP WS, DF set",
        syn()
            .dontFragment()
            .window(64_240)
            .ttl(52)
            .options("020405b4 0402 080a0badcafe00000000 01 030307")
            .headers());
    frames.put(
        "macOS: ZMap's bsd options, DF set",
        syn()
            .dontFragment()
            .window(65_535)
            .ttl(52)
            .options("020405b4 01 030306 01 01 080a" + TIME + "00000000 0402 0000")
            .headers());
    frames.put(
        "ZMap's linux options, but the timestamp is no time of day",
        zmap41().options("020405b4 0402 080a0badcafe00000000 01 030307").headers());
    frames.put("ZMap's window, other MSS", zmap41().options("02040550").headers());
    frames.put("hping3 -S", syn().window(512).ttl(60).headers());
    frames.put(
        "IP id 54321, ordinary SYN", syn().dontFragment().id(54_321).window(64_240).headers());
    frames.put("UDP with IP id 54321 and an ordinary TTL", udp(syn().id(54_321).ttl(58)));
    frames.put("Masscan's id, off by one", syn().ttl(240).masscanId().id(1).headers());
    frames.put(
        "Masscan's id by chance in a SYN with full options",
        syn()
            .dontFragment()
            .window(64_240)
            .options("020405b4 0402 080a0badcafe00000000 01 030307")
            .masscanId()
            .headers());
    frames.put("Masscan's ping, other size", masscanPing(84));
    frames.put("Nmap's shape with DF", syn().dontFragment().ttl(47).options(MSS_1460).headers());
    frames.put(
        "Nmap's shape, window 1025", syn().window(1_025).ttl(47).options(MSS_1460).headers());
    frames.put("Mirai's sequence off by one", syn().sequence(ProbeFrame.DESTINATION + 1).headers());
    frames.put(
        "Mirai's sequence in a SYN+ACK",
        syn().flags(0x12).sequence(ProbeFrame.DESTINATION).headers());
    return frames;
  }

  private static ProbeFrame zmap41() {
    return syn().id(0x3c51).window(65_535).ttl(51);
  }

  private static PacketHeaders masscanPing(int length) {
    ByteBuffer payload = ByteBuffer.allocate(length - 28);
    payload.put(HexFormat.of().parseHex("08090a0b0c0d0e0f1011121314151617"));
    return echo(syn().ttl(240), payload.array());
  }

  private static PacketHeaders echo(ProbeFrame ip, byte[] payload) {
    ByteBuffer icmp = ByteBuffer.allocate(8 + payload.length);
    icmp.put((byte) 8).put((byte) 0).putShort((short) 0).putInt(0).put(payload);
    return ProbeFrame.decode(LinkType.IPV4, ip.ipv4(1, icmp.array()));
  }

  private static PacketHeaders udp(ProbeFrame ip) {
    ByteBuffer udp = ByteBuffer.allocate(12);
    udp.putShort((short) 40_000).putShort((short) 53).putShort((short) 12);
    return ProbeFrame.decode(LinkType.IPV4, ip.ipv4(17, udp.array()));
  }
}
