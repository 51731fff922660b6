// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * What counts as a phenomenon.
 *
 * @param falseDiscoveryRate expected share of claims that are chance, over all series together
 * @param searchThreshold standard errors from which a shape is looked at more closely
 * @param materialShare least added (or missing) packets a day over the port's base level
 * @param materialDays least added packets in all, in days of the port's base level
 * @param leastPackets least added packets in all
 * @param leastSources least added sources in all
 * @param slopeVariance of the change from day to day of the slope of a level's logarithm: how
 *     freely levels drift without a cause
 */
public record DetectionConfig(
    double falseDiscoveryRate,
    double searchThreshold,
    double materialShare,
    double materialDays,
    double leastPackets,
    double leastSources,
    double slopeVariance) {
  /** Validates. */
  public DetectionConfig {
    require(
        falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "falseDiscoveryRate", falseDiscoveryRate);
    require(searchThreshold >= 2, "searchThreshold", searchThreshold);
    require(materialShare > 0, "materialShare", materialShare);
    require(materialDays >= 0, "materialDays", materialDays);
    require(leastPackets >= 0, "leastPackets", leastPackets);
    require(leastSources >= 0, "leastSources", leastSources);
    require(slopeVariance > 0, "slopeVariance", slopeVariance);
  }

  /** What the report uses. */
  public static DetectionConfig standard() {
    return new DetectionConfig(0.02, 4.0, 0.18, 1.5, 100, 10, 4e-7);
  }

  private static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " is out of range");
    }
  }
}
