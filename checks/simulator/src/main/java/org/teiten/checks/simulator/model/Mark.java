// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.util.Map;
import org.teiten.support.config.SettingChecks;

/** A mark in packets that the simulator can make. All are marks of TCP SYN packets. */
public enum Mark {
  NONE("none"),
  /** TCP sequence number equal to the destination address (Mirai's published source). */
  MIRAI("mirai"),
  /** IP identification 54321, TTL from 255, window 65535 (ZMap before 2024-03). */
  ZMAP("zmap-54321"),
  /** IP identification = destination ^ port ^ sequence number, TTL from 255, window 1024. */
  MASSCAN("masscan");

  private static final Mark[] ALL = values();

  private final String label;

  Mark(String label) {
    this.label = label;
  }

  /** The fingerprint label in batches. */
  public String label() {
    return label;
  }

  /** The mark with that ordinal. */
  public static Mark of(int ordinal) {
    return ALL[ordinal];
  }

  static Mark ofKey(String key) {
    return switch (key) {
      case "mirai" -> MIRAI;
      case "zmap" -> ZMAP;
      case "masscan" -> MASSCAN;
      default -> NONE;
    };
  }

  /** Notes what is wrong with shares by mark. */
  static void check(SettingChecks checks, Map<String, Double> shares, PortKey port) {
    double sum = 0;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      String key = "fingerprints." + share.getKey();
      checks
          .require(ofKey(share.getKey()) != NONE, key, "unknown; known are mirai, zmap, masscan")
          .require(
              share.getValue() >= 0 && share.getValue() <= 1,
              key,
              "must be a share, 0 to 1, not " + share.getValue());
      sum += share.getValue();
    }
    checks
        .require(sum <= 1.000_001, "fingerprints", "the shares add up to more than 1: " + sum)
        .require(
            shares.isEmpty() || !port.isPort() || port.protocol() == PortKey.TCP,
            "fingerprints",
            "are marks of TCP packets; " + port + " is none");
  }

  /** Cumulative shares in the order of this enum, without {@link #NONE}. */
  public static double[] cumulative(Map<String, Double> shares) {
    double[] cumulative = new double[values().length];
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      cumulative[ofKey(share.getKey()).ordinal()] += share.getValue();
    }
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    return cumulative;
  }
}
