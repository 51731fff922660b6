// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.apache.datasketches.hll.HllSketch;
import org.teiten.flowtuple.TrafficType;

/**
 * What of a row is needed to add rows up, without an object per row: a view that moves from row to
 * row, so nothing of it may be kept. Fields mean what they mean in {@link
 * org.teiten.flowtuple.FlowTuple}.
 */
public interface RowView {
  /** 4 or 6. */
  int ipVersion();

  long sourceHigh();

  long sourceLow();

  /** IP protocol number, 0 to 255. */
  int protocol();

  /** TCP, UDP: the port. ICMP and ICMPv6: type · 256 + code. Without either: -1. */
  int number();

  TrafficType trafficType();

  /** Index in {@link org.teiten.capture.classify.FingerprintRules#RULES}. */
  int fingerprint();

  long packets();

  long bytes();

  /** The distinct sources of a folded row; null if the row has a source. */
  HllSketch sources();
}
