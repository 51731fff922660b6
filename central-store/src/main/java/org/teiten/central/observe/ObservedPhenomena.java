// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.teiten.central.analyse.Period;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.phenomena.DetectionConfig;
import org.teiten.central.phenomena.PhenomenaAnswer;
import org.teiten.central.phenomena.PhenomenaDetection;
import org.teiten.central.phenomena.Phenomenon;
import org.teiten.central.phenomena.SingleSource;
import org.teiten.central.phenomena.Trend;

/** Finds the phenomena of a period in the store. Holds nothing between questions. */
public final class ObservedPhenomena {
  private static final double DIGITS = 1e4;

  private final Rankings rankings;

  /** With what tells the coverage of a period. */
  public ObservedPhenomena(Rankings rankings) {
    this.rankings = rankings;
  }

  /**
   * Finds them.
   *
   * @param group of sensors, null for all
   * @throws IllegalArgumentException if there is no such group
   */
  public static PhenomenaAnswer detect(Connection connection, Period period, String group)
      throws SQLException, IOException {
    try (StoredObservations stored = StoredObservations.of(connection, period, group)) {
      return new PhenomenaDetection(DetectionConfig.standard(), stored::requireTime)
          .detect(stored.observations(), stored, period.from(), period.to());
    } catch (UncheckedIOException e) {
      if (e.getCause().getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw e.getCause();
    }
  }

  /**
   * Answers a question.
   *
   * @throws IllegalArgumentException if there is no such group
   */
  public PhenomenaClaims answer(Connection connection, PhenomenaQuestion question)
      throws SQLException, IOException {
    RankAnswer frame = rankings.observed(connection, question.ranking());
    PhenomenaAnswer found = detect(connection, question.period(), question.group());
    return new PhenomenaClaims(
        question.from(),
        question.to(),
        question.zone(),
        frame.previous(),
        frame.coverage(),
        frame.originDatabases(),
        frame.simulated(),
        found.phenomena().stream()
            .map(ObservedPhenomena::claim)
            .filter(one -> question.wants(one.trafficClass(), one.port(), one.country()))
            .toList(),
        found.trends().stream()
            .map(ObservedPhenomena::drift)
            .filter(one -> question.wants(one.trafficClass(), one.port(), one.country()))
            .toList(),
        found.singleSources().stream().map(ObservedPhenomena::single).toList(),
        found.suspectedBlind().stream()
            .map(
                one ->
                    new PhenomenaClaims.Blind(
                        one.sensor(), one.from().toString(), one.to().toString()))
            .toList());
  }

  private static PhenomenaClaims.Claim claim(Phenomenon one) {
    return new PhenomenaClaims.Claim(
        one.id(),
        one.kind().label(),
        one.series().trafficClass().label(),
        one.series().port(),
        one.country(),
        one.networks(),
        one.start().toString(),
        one.end() == null ? null : one.end().toString(),
        rounded(one.factor()),
        rounded(one.shareOfPort()),
        Math.round(one.packetsAdded()),
        Math.round(one.sourcesAdded()),
        one.significance(),
        one.leaveOut().rank(),
        one.leaveOut().rankWithout(),
        one.seenBy().spread().label(),
        one.seenBy().groups().stream().map(PhenomenaClaims.View::of).toList(),
        one.explainedBy().stream()
            .map(
                part ->
                    new PhenomenaClaims.Carrier(
                        part.kind().label(), part.value(), rounded(part.share())))
            .toList(),
        List.of());
  }

  private static PhenomenaClaims.Drift drift(Trend one) {
    return new PhenomenaClaims.Drift(
        one.series().trafficClass().label(),
        one.series().port(),
        one.country(),
        one.from().toString(),
        one.to().toString(),
        rounded(one.factor()));
  }

  private static PhenomenaClaims.Single single(SingleSource one) {
    return new PhenomenaClaims.Single(
        one.source(),
        one.country(),
        one.network(),
        one.series().stream().map(series -> series.port()).distinct().toList(),
        one.start().toString(),
        one.end().toString(),
        one.packets(),
        rounded(one.share()));
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
