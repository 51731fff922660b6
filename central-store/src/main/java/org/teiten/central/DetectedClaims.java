// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.teiten.central.analyse.Period;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.phenomena.PhenomenaAnswer;
import org.teiten.central.phenomena.Phenomenon;
import org.teiten.central.phenomena.Viewpoint;
import org.teiten.central.report.Claims;

/** What the detection found, as the report tells it. */
final class DetectedClaims {
  private DetectedClaims() {}

  static Claims of(Connection connection, Period period) throws SQLException, IOException {
    PhenomenaAnswer found = ObservedPhenomena.detect(connection, period, null);
    return new Claims(
        found.phenomena().stream().map(DetectedClaims::claim).toList(),
        found.trends().stream()
            .map(
                one ->
                    new Claims.Trend(
                        one.series().trafficClass().label(),
                        one.series().port(),
                        one.country(),
                        one.from(),
                        one.to(),
                        one.factor()))
            .toList(),
        found.singleSources().stream()
            .map(
                one ->
                    new Claims.SingleSource(
                        one.source(),
                        one.country(),
                        one.network(),
                        one.series().stream().map(series -> series.port()).distinct().toList(),
                        one.start(),
                        one.end(),
                        one.packets(),
                        one.share()))
            .toList(),
        found.suspectedBlind().stream()
            .map(one -> new Claims.Blind(one.sensor(), one.from(), one.to()))
            .toList());
  }

  private static Claims.View view(Viewpoint one) {
    return new Claims.View(
        one.group(),
        finite(one.rateBefore()),
        finite(one.movement().during()),
        finite(one.movement().factor()),
        one.sees(),
        one.sensorsSeeing(),
        one.sensorsObserving(),
        one.sources());
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Claims.Claim claim(Phenomenon one) {
    return new Claims.Claim(
        one.id(),
        one.kind().label(),
        one.series().trafficClass().label(),
        one.series().port(),
        one.country(),
        one.networks(),
        one.start(),
        one.end(),
        one.factor(),
        one.packetsAdded(),
        one.sourcesAdded(),
        one.shareOfPort(),
        one.significance(),
        one.explainedBy().stream()
            .map(part -> new Claims.Carrier(part.kind().label(), part.value(), part.share()))
            .toList(),
        one.leaveOut().rank(),
        one.leaveOut().rankWithout(),
        one.seenBy().spread().label(),
        one.seenBy().groups().stream().map(DetectedClaims::view).toList());
  }
}
