// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.util.List;

/**
 * A change that sources are selected by.
 *
 * @param id as {@code phenomena} prints it
 * @param kind rise, burst, ramp, appearance
 * @param port {@code 445/tcp}
 * @param country null if no country carries most of it
 * @param networks AS numbers that together carry most of it, empty if no few do
 * @param start first day
 * @param end last day, null while it goes on
 */
public record ChosenPhenomenon(
    String id,
    String kind,
    String port,
    String country,
    List<Long> networks,
    String start,
    String end) {
  /** Copies the list. */
  public ChosenPhenomenon {
    networks = List.copyOf(networks);
  }
}
