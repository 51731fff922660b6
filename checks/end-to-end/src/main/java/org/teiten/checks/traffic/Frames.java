// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.traffic;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV4DestinationUnreachablePacket;
import org.pcap4j.packet.IcmpV4EchoPacket;
import org.pcap4j.packet.IcmpV4EchoReplyPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc791Tos;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IcmpV4Code;
import org.pcap4j.packet.namednumber.IcmpV4Type;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.TcpPort;
import org.pcap4j.packet.namednumber.UdpPort;
import org.pcap4j.util.MacAddress;

/** Builds whole Ethernet frames with right lengths and checksums from one station to another. */
public final class Frames {
  private final MacAddress from;
  private final MacAddress to;

  /**
   * Frames between two stations.
   *
   * @param from Ethernet source, such as {@code 02:00:00:00:01:01}
   * @param to Ethernet destination
   */
  public Frames(String from, String to) {
    this.from = MacAddress.getByName(from);
    this.to = MacAddress.getByName(to);
  }

  /**
   * A TCP segment without content; both addresses are of one IP version.
   *
   * @param flags of {@code S A R F P U}, such as {@code SA}
   */
  public byte[] tcp(String source, int sourcePort, String destination, int port, String flags) {
    InetAddress src = address(source);
    InetAddress dst = address(destination);
    TcpPacket.Builder tcp =
        new TcpPacket.Builder()
            .srcAddr(src)
            .dstAddr(dst)
            .srcPort(TcpPort.getInstance((short) sourcePort))
            .dstPort(TcpPort.getInstance((short) port))
            .sequenceNumber(sourcePort * 65_537)
            .window((short) 1_024)
            .syn(flags.contains("S"))
            .ack(flags.contains("A"))
            .rst(flags.contains("R"))
            .fin(flags.contains("F"))
            .psh(flags.contains("P"))
            .urg(flags.contains("U"))
            .correctChecksumAtBuild(true)
            .correctLengthAtBuild(true);
    return ip(src, dst, IpNumber.TCP, tcp);
  }

  /** A UDP datagram. */
  public byte[] udp(String source, int sourcePort, String destination, int port, byte[] content) {
    InetAddress src = address(source);
    InetAddress dst = address(destination);
    UdpPacket.Builder udp =
        new UdpPacket.Builder()
            .srcAddr(src)
            .dstAddr(dst)
            .srcPort(UdpPort.getInstance((short) sourcePort))
            .dstPort(UdpPort.getInstance((short) port))
            .correctChecksumAtBuild(true)
            .correctLengthAtBuild(true)
            .payloadBuilder(new UnknownPacket.Builder().rawData(content));
    return ip(src, dst, IpNumber.UDP, udp);
  }

  /** An ICMP echo request. */
  public byte[] echoRequest(String source, String destination, int number) {
    return icmp(
        source,
        destination,
        IcmpV4Type.ECHO,
        IcmpV4Code.NO_CODE,
        new IcmpV4EchoPacket.Builder().identifier((short) 7).sequenceNumber((short) number));
  }

  /** An ICMP echo reply. */
  public byte[] echoReply(String source, String destination, int number) {
    return icmp(
        source,
        destination,
        IcmpV4Type.ECHO_REPLY,
        IcmpV4Code.NO_CODE,
        new IcmpV4EchoReplyPacket.Builder().identifier((short) 7).sequenceNumber((short) number));
  }

  /**
   * An ICMP port unreachable about a TCP SYN.
   *
   * @param quotedSource who sent the quoted packet, or in whose name it was sent
   * @param quotedDestination where it went
   */
  public byte[] unreachable(
      String source, String destination, String quotedSource, String quotedDestination, int port) {
    byte[] quoted = tcp(quotedSource, 40_000, quotedDestination, port, "S");
    byte[] datagram = new byte[28];
    System.arraycopy(quoted, 14, datagram, 0, datagram.length);
    return icmp(
        source,
        destination,
        IcmpV4Type.DESTINATION_UNREACHABLE,
        IcmpV4Code.PORT_UNREACHABLE,
        new IcmpV4DestinationUnreachablePacket.Builder()
            .payload(new UnknownPacket.Builder().rawData(datagram).build()));
  }

  /** An IPv4 packet of a protocol by number, with eight bytes of content. */
  public byte[] protocol(String source, String destination, int number) {
    return ip(
        address(source),
        address(destination),
        IpNumber.getInstance((byte) number),
        new UnknownPacket.Builder().rawData(new byte[8]));
  }

  /** A frame that is not IP: an ARP request for an address. */
  public byte[] arp(String source, String wanted) {
    byte[] arp = new byte[28];
    byte[] head = {0, 1, 8, 0, 6, 4, 0, 1};
    System.arraycopy(head, 0, arp, 0, 8);
    System.arraycopy(from.getAddress(), 0, arp, 8, 6);
    System.arraycopy(address(source).getAddress(), 0, arp, 14, 4);
    System.arraycopy(address(wanted).getAddress(), 0, arp, 24, 4);
    return ethernet(EtherType.ARP, new UnknownPacket.Builder().rawData(arp));
  }

  private byte[] icmp(
      String source, String destination, IcmpV4Type type, IcmpV4Code code, Packet.Builder content) {
    return ip(
        address(source),
        address(destination),
        IpNumber.ICMPV4,
        new IcmpV4CommonPacket.Builder()
            .type(type)
            .code(code)
            .payloadBuilder(content)
            .correctChecksumAtBuild(true));
  }

  private byte[] ip(InetAddress src, InetAddress dst, IpNumber protocol, Packet.Builder content) {
    if (src instanceof Inet4Address src4 && dst instanceof Inet4Address dst4) {
      return ethernet(
          EtherType.IPV4,
          new IpV4Packet.Builder()
              .version(IpVersion.IPV4)
              .tos(IpV4Rfc791Tos.newInstance((byte) 0))
              .ttl((byte) 55)
              .protocol(protocol)
              .srcAddr(src4)
              .dstAddr(dst4)
              .payloadBuilder(content)
              .correctChecksumAtBuild(true)
              .correctLengthAtBuild(true));
    }
    return ethernet(
        EtherType.IPV6,
        new IpV6Packet.Builder()
            .version(IpVersion.IPV6)
            .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
            .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
            .nextHeader(protocol)
            .hopLimit((byte) 55)
            .srcAddr((Inet6Address) src)
            .dstAddr((Inet6Address) dst)
            .payloadBuilder(content)
            .correctLengthAtBuild(true));
  }

  private byte[] ethernet(EtherType type, Packet.Builder content) {
    return new EthernetPacket.Builder()
        .srcAddr(from)
        .dstAddr(to)
        .type(type)
        .payloadBuilder(content)
        .paddingAtBuild(true)
        .build()
        .getRawData();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + literal + "' is not an address", e);
    }
  }
}
