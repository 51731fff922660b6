// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

/**
 * Which FlowTuples a question is about; null means any.
 *
 * @param trafficClass label of a class
 * @param country ISO 3166 alpha-2, or a word that stands for none
 * @param protocol IP protocol number
 * @param port as the FlowTuple has it
 * @param icmpType ICMP or ICMPv6 type
 * @param icmpCode ICMP or ICMPv6 code
 */
public record FlowFilter(
    String trafficClass,
    String country,
    Integer protocol,
    Integer port,
    Integer icmpType,
    Integer icmpCode) {
  public static final FlowFilter ALL = new FlowFilter(null, null, null, null, null, null);
}
