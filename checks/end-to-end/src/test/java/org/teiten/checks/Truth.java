// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.TcpPacket.TcpHeader;
import org.pcap4j.packet.UdpPacket;

/**
 * What frames are, said a second time and on another dissector (pcap4j), for the kinds of packets
 * that these tests send. Keys look like {@code scan 445/tcp S}: class, port, TCP flags.
 */
final class Truth {
  private static final int DNS = 53;

  private final Map<String, Long> packets = new TreeMap<>();
  private long notIp;
  private long notMonitored;
  private long frames;

  Truth(List<byte[]> observed) {
    for (byte[] frame : observed) {
      count(frame);
    }
  }

  /** Packets by class, port and TCP flags. */
  Map<String, Long> byClassPortAndFlags() {
    return packets;
  }

  /** Packets by class and port. */
  Map<String, Long> byClassAndPort() {
    Map<String, Long> sums = new TreeMap<>();
    packets.forEach(
        (key, n) -> sums.merge(key.split(" ", -1)[0] + " " + key.split(" ", -1)[1], n, Long::sum));
    return sums;
  }

  long monitoredPackets() {
    return packets.values().stream().mapToLong(Long::longValue).sum();
  }

  long notIp() {
    return notIp;
  }

  long notMonitored() {
    return notMonitored;
  }

  long frames() {
    return frames;
  }

  private void count(byte[] frame) {
    frames++;
    IpPacket ip = dissect(frame).get(IpPacket.class);
    if (ip == null) {
      notIp++;
    } else if (!monitored(ip.getHeader().getDstAddr())) {
      notMonitored++;
    } else {
      packets.merge(key(ip), 1L, Long::sum);
    }
  }

  private static Packet dissect(byte[] frame) {
    try {
      return EthernetPacket.newPacket(frame, 0, frame.length);
    } catch (IllegalRawDataException e) {
      throw new IllegalStateException("the test sent what pcap4j cannot read", e);
    }
  }

  static boolean monitored(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress().startsWith("203.0.113.")
          && (bytes[3] & 255) >= Namespaces.FIRST_OCTET
          && (bytes[3] & 255) < Namespaces.FIRST_OCTET + Namespaces.ADDRESSES;
    }
    return address.getHostAddress().startsWith("2001:db8:77:1:");
  }

  private static String key(IpPacket ip) {
    TcpPacket tcp = ip.get(TcpPacket.class);
    UdpPacket udp = ip.get(UdpPacket.class);
    IcmpV4CommonPacket icmp = ip.get(IcmpV4CommonPacket.class);
    if (icmp != null) {
      int type = icmp.getHeader().getType().value() & 255;
      return (type == 8 ? "scan " : "backscatter ") + type + "/icmp -";
    }
    if (tcp != null) {
      return tcpKey(tcp.getHeader());
    }
    if (udp != null) {
      int from = udp.getHeader().getSrcPort().valueAsInt();
      return response(udp, from)
          ? "backscatter " + from + "/udp -"
          : "scan " + udp.getHeader().getDstPort().valueAsInt() + "/udp -";
    }
    return "other " + (ip.getHeader().getProtocol().value() & 255) + " -";
  }

  private static boolean response(UdpPacket udp, int from) {
    byte[] content = udp.getPayload() == null ? new byte[0] : udp.getPayload().getRawData();
    return from == DNS && content.length >= 12 && (content[2] & 0x80) != 0;
  }

  private static String tcpKey(TcpHeader header) {
    String flags =
        (header.getUrg() ? "U" : "")
            + (header.getAck() ? "A" : "")
            + (header.getPsh() ? "P" : "")
            + (header.getRst() ? "R" : "")
            + (header.getSyn() ? "S" : "")
            + (header.getFin() ? "F" : "");
    boolean backscatter = flags.equals("AS") || flags.equals("R") || flags.equals("AR");
    String trafficClass = flags.equals("S") ? "scan" : backscatter ? "backscatter" : "other";
    int port = backscatter ? header.getSrcPort().valueAsInt() : header.getDstPort().valueAsInt();
    return trafficClass + " " + port + "/tcp " + (flags.isEmpty() ? "-" : flags);
  }
}
