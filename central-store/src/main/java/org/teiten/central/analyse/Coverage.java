// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.util.List;

/**
 * Which part of the address-time of a period was observed, and with what loss.
 *
 * @param expected IPv4 address-days of the period, up to now, of all sensors asked
 * @param observed of these, what was observed
 * @param lostPackets packets dropped before they were read
 * @param sensors each sensor asked
 * @param carriedBy the sensor that holds more than half of the answer's packets, null if none
 */
public record Coverage(
    double expected,
    double observed,
    long lostPackets,
    List<SensorCoverage> sensors,
    Carrier carriedBy) {

  /** Whether no sensor observed any of the period. */
  public boolean nothing() {
    return observed == 0 && sensors.stream().allMatch(one -> one.observedIpv6() == 0);
  }

  /** A sensor that carries an answer; its share of the packets. */
  public record Carrier(String sensor, double share) {}

  /** A span of time, ISO 8601, UTC. */
  public record Span(String from, String to) {}

  /**
   * One sensor's part.
   *
   * @param expected IPv4 address-days
   * @param observed covered IPv4 address-days
   * @param observedIpv6 covered /64-days
   * @param lostPackets dropped before they were read
   * @param undecodable packets that could not be read
   * @param overlappingIntervals intervals left out, since another batch covered their time
   * @param inRate whether the sensor is part of the mean rate: it covered a tenth of the period
   * @param inferredSilences of captures, silences that were taken as not observed
   * @param suspectedBlind of live intervals, silences that were not
   */
  public record SensorCoverage(
      String sensor,
      String group,
      double expected,
      double observed,
      double observedIpv6,
      long lostPackets,
      long undecodable,
      long overlappingIntervals,
      boolean inRate,
      List<Span> inferredSilences,
      List<Span> suspectedBlind) {}
}
