// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.TrafficType;

/**
 * A packet as it enters the table: what it is, and what of it is kept. One view, reused. The
 * sensor's own addresses are already replaced; only the destination is real, and may be counted but
 * not kept.
 */
public final class ClassifiedPacket {
  final PacketHeaders syn = PacketHeaders.ofOwnMemory();
  int ipVersion;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  TrafficType trafficType;
  int number;
  int otherPort;
  int fingerprint;
  int stackSignature;
  int bytes;
  int ttl;
  int tcpFlags;
  int qualityMarks;
  int quotedVersion;
  long quotedHigh;
  long quotedLow;
  int quotedProtocol;
  int quotedPort;

  /** 4 or 6. */
  public int ipVersion() {
    return ipVersion;
  }

  public long sourceHigh() {
    return sourceHigh;
  }

  public long sourceLow() {
    return sourceLow;
  }

  public long destinationHigh() {
    return destinationHigh;
  }

  public long destinationLow() {
    return destinationLow;
  }

  public int protocol() {
    return protocol;
  }

  public TrafficType trafficType() {
    return trafficType;
  }

  /**
   * TCP, UDP: the port by design §10. ICMP and ICMPv6: type · 256 + code. Else, and of later
   * fragments, -1.
   */
  public int number() {
    return number;
  }

  /** The other port, or -1. */
  public int otherPort() {
    return otherPort;
  }

  /** Index in {@link FingerprintRules#RULES} of the mark that a known tool left. */
  public int fingerprint() {
    return fingerprint;
  }

  /** Looks the SYN's stack signature up in an interval's dictionary; other packets have none. */
  public void intern(StackSignatures signatures) {
    stackSignature = trafficType == TrafficType.TCP_SYN ? signatures.idOf(syn) : 0;
  }

  /** Id of the SYN's stack signature in the dictionary of {@link #intern}, 0 if none. */
  public int stackSignature() {
    return stackSignature;
  }

  /** IP total length. */
  public int bytes() {
    return bytes;
  }

  public int ttl() {
    return ttl;
  }

  public int tcpFlags() {
    return tcpFlags;
  }

  /** OR of {@link org.teiten.flowtuple.QualityMark#bit()}. */
  public int qualityMarks() {
    return qualityMarks;
  }

  /** IP version of the quoted destination of an ICMP error, 0 if none. */
  public int quotedVersion() {
    return quotedVersion;
  }

  public long quotedHigh() {
    return quotedHigh;
  }

  public long quotedLow() {
    return quotedLow;
  }

  public int quotedProtocol() {
    return quotedProtocol;
  }

  public int quotedPort() {
    return quotedPort;
  }
}
