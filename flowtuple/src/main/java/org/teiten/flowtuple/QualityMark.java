// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * What is odd about a packet without making it undecodable. A FlowTuple carries the OR of its
 * packets' marks as a bit set: the bit of a mark is {@code 1 << ordinal()}, and the order of this
 * enum is therefore part of the format; new marks are appended.
 */
public enum QualityMark {
  /** Source or quoted destination was one of the sensor's own; it is written as unspecified. */
  OWN_ADDRESS("own-address"),
  /** IP, TCP, UDP or ICMP checksum is wrong. */
  BAD_CHECKSUM("bad-checksum"),
  /** IP total length 0 on Ethernet: segmentation offload; the frame's length was used. */
  TSO("tso"),
  /** Source in a special-purpose range (RFC 6890). */
  SPECIAL_SOURCE("special-source"),
  SAME_SOURCE_AND_DESTINATION("same-source-and-destination"),
  /** TTL or hop limit of 200 or more. */
  HIGH_TTL("high-ttl"),
  /** Low octet of an IPv4 source is 0 or 255. */
  LOW_OCTET("low-octet"),
  /** TCP or UDP source or destination port is 0. */
  PORT_ZERO("port-zero"),
  /** First fragment of several. */
  FRAGMENT("fragment"),
  /** TCP flags that no stack sends in any state. */
  ABNORMAL_FLAGS("abnormal-flags");

  private final String label;

  QualityMark(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** This mark's bit in a FlowTuple's quality marks. */
  public int bit() {
    return 1 << ordinal();
  }
}
