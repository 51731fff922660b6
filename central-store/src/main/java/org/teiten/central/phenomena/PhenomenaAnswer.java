// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.List;

/**
 * What happened in a period.
 *
 * @param phenomena notable changes that start in the period, most notable first
 * @param trends drifts over 60 days or more
 * @param singleSources what single sources did, most packets first
 * @param suspectedBlind sensors that saw nothing on any port though they observed
 * @param seriesTested how many series were tested together
 */
public record PhenomenaAnswer(
    List<Phenomenon> phenomena,
    List<Trend> trends,
    List<SingleSource> singleSources,
    List<SuspectedBlind> suspectedBlind,
    int seriesTested) {
  /** Copies the lists. */
  public PhenomenaAnswer {
    phenomena = List.copyOf(phenomena);
    trends = List.copyOf(trends);
    singleSources = List.copyOf(singleSources);
    suspectedBlind = List.copyOf(suspectedBlind);
  }
}
