// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Comparator;
import java.util.Objects;
import org.teiten.flowtuple.TrafficClass;

/**
 * What is watched for changes: the packets of one class to one port.
 *
 * @param trafficClass why the packets came
 * @param port as users write it: {@code 445/tcp}, {@code 8/icmp}
 */
public record Series(TrafficClass trafficClass, String port) implements Comparable<Series> {
  private static final Comparator<Series> ORDER =
      Comparator.comparing(Series::trafficClass).thenComparing(Series::port);

  /** Neither part may be missing. */
  public Series {
    Objects.requireNonNull(trafficClass, "trafficClass");
    Objects.requireNonNull(port, "port");
  }

  @Override
  public int compareTo(Series other) {
    return ORDER.compare(this, other);
  }
}
