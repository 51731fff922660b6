// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.util.Optional;

/** Link layers that can be read, by their numbers in the registry of tcpdump.org (LINKTYPE_). */
public enum LinkType {
  BSD_NULL("BSD null", 0),
  ETHERNET("Ethernet", 1),
  PPP("PPP", 9),
  RAW_IP("raw IP", 12, 14, 101),
  PPP_HDLC("PPP in HDLC", 50),
  PPP_ETHER("PPPoE", 51),
  CISCO_HDLC("Cisco HDLC", 104),
  BSD_LOOP("OpenBSD loop", 108),
  LINUX_SLL("Linux cooked (SLL)", 113),
  IPV4("raw IPv4", 228),
  IPV6("raw IPv6", 229),
  LINUX_SLL2("Linux cooked 2 (SLL2)", 276),
  /** Any other, where a file has frames of several: none of its frames is called IP. */
  UNREADABLE("unreadable");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // private, never changed
  private final int[] numbers;

  LinkType(String label, int... numbers) {
    this.label = label;
    this.numbers = numbers;
  }

  public String label() {
    return label;
  }

  /** The link type with this number (LINKTYPE_ or the DLT_ values that libpcap returns here). */
  public static Optional<LinkType> ofNumber(int number) {
    for (LinkType type : values()) {
      for (int n : type.numbers) {
        if (n == number) {
          return Optional.of(type);
        }
      }
    }
    return Optional.empty();
  }
}
