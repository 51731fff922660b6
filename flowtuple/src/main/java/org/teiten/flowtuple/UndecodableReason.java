// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/** Why a frame that the link layer calls IP could not be read (design §10). */
public enum UndecodableReason {
  /** The version nibble differs from what the link layer said. */
  VERSION("version"),
  /** IPv4 header length under 20 bytes or beyond the packet. */
  HEADER_LENGTH("header_length"),
  /** Total length shorter than the header. */
  TOTAL_LENGTH("total_length"),
  /** Captured too little: TCP needs 14 bytes, UDP 4, ICMP 2. */
  TRUNCATED("truncated");

  private final String label;

  UndecodableReason(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
