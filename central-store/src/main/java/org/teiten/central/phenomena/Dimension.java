// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/** Along what a change is taken apart. */
public enum Dimension {
  /** Country of the source. */
  COUNTRY("country"),
  /** Network (AS number) of the source. */
  NETWORK("network"),
  /** Sensor that saw it. */
  SENSOR("sensor"),
  /** Mark of a known tool or malware. */
  FINGERPRINT("fingerprint"),
  /** What the SYN tells of the sender's TCP/IP stack. */
  SIGNATURE("signature");

  private final String label;

  Dimension(String label) {
    this.label = label;
  }

  /** The word in answers. */
  public String label() {
    return label;
  }
}
