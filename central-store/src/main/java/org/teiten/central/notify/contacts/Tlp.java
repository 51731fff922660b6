// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

/** How far a notice may be shared: the Traffic Light Protocol 2.0 of FIRST (2022). */
public enum Tlp {
  RED("TLP:RED", "RED"),
  AMBER_STRICT("TLP:AMBER+STRICT", "AMBER"),
  AMBER("TLP:AMBER", "AMBER"),
  GREEN("TLP:GREEN", "GREEN"),
  CLEAR("TLP:CLEAR", "WHITE");

  private final String label;
  private final String versionOne;

  Tlp(String label, String versionOne) {
    this.label = label;
    this.versionOne = versionOne;
  }

  /** As it is written, such as {@code TLP:AMBER+STRICT}. */
  public String label() {
    return label;
  }

  /**
   * The nearest of the four that IntelMQ knows (its harmonisation of 2024 has no CLEAR and no
   * AMBER+STRICT); the true label goes beside it.
   */
  public String versionOne() {
    return versionOne;
  }
}
