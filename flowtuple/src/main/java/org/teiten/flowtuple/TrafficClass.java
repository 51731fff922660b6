// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * Why a packet arrived, as far as its header tells. Each {@link TrafficType} belongs to one class.
 */
public enum TrafficClass {
  /** Sent to find or to exploit something: the packet is meant for whoever has this address. */
  SCAN("scan"),
  /**
   * A reply to a packet that somebody else sent under our address (Moore, Voelker, Savage 2001).
   * Its source is the victim of an attack, never the attacker.
   */
  BACKSCATTER("backscatter"),
  /** Neither: misconfiguration, fragments, protocols without a rule. */
  OTHER("other");

  private final String label;

  TrafficClass(String label) {
    this.label = label;
  }

  /** The word used in batches, answers and options. */
  public String label() {
    return label;
  }
}
