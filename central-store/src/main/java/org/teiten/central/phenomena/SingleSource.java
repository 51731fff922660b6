// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.List;

/**
 * What one source did that would otherwise look like a change.
 *
 * @param source the address
 * @param country its country
 * @param network its AS number, 0 unknown
 * @param series where it stood out, most packets first
 * @param start first day
 * @param end last day
 * @param packets sent there on those days
 * @param share of all packets of those series from that country on those days
 */
public record SingleSource(
    String source,
    String country,
    long network,
    List<Series> series,
    LocalDate start,
    LocalDate end,
    long packets,
    double share) {
  /** Copies the list. */
  public SingleSource {
    series = List.copyOf(series);
  }
}
