// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teiten.central.phenomena.DetectionConfig;
import org.teiten.central.phenomena.PhenomenaAnswer;
import org.teiten.central.phenomena.PhenomenaDetection;
import org.teiten.central.phenomena.Phenomenon;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Shape;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.traffic.Simulation;

/**
 * One simulated half year, and how its second quarter was answered.
 *
 * @param k dispersion
 * @param seed of model and numbers
 * @param quiet whether it has no changes
 * @param seconds that the detection took
 * @param unanswering claims that answer no change
 * @param outcomes of its changes
 * @param remarks what was missed or wrong, in words
 */
record HalfYear(
    double k,
    long seed,
    boolean quiet,
    double seconds,
    int unanswering,
    List<Outcome> outcomes,
    List<String> remarks) {
  private static final int LONG_DAYS = 14;

  /**
   * What became of a change.
   *
   * @param group by size or kind
   * @param demanded adds at least half of the port's base level over at least 14 days
   * @param step whether its start is sharp
   * @param claimed whether there is a claim of it at all
   * @param accepted claimed with the right kind and start
   * @param startError days, where claimed
   * @param rightStart within the tolerance
   * @param explained whether country and networks are right, where claimed
   */
  record Outcome(
      String group,
      boolean demanded,
      boolean step,
      boolean claimed,
      boolean accepted,
      long startError,
      boolean rightStart,
      boolean explained) {}

  /** Simulates and answers. */
  static HalfYear of(long seed, double k, boolean quiet) {
    return of(ScoreModels.draw(seed, k, quiet), seed, quiet);
  }

  /** Simulates a given model and answers. */
  static HalfYear of(SimulationModel model, long seed, boolean quiet) {
    SimulatedCounts counts = new SimulatedCounts(Simulation.of(model, seed));
    long before = System.nanoTime();
    PhenomenaAnswer answer =
        new PhenomenaDetection(DetectionConfig.standard())
            .detect(counts.observations(), counts, model.from().plusMonths(3), model.to());
    double seconds = (System.nanoTime() - before) / 1e9;
    Matched matched = Matched.of(model.changes(), answer.phenomena());
    List<Outcome> outcomes = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Matched.Pair pair : matched.pairs()) {
      outcomes.add(outcome(model, pair));
      if (!pair.accepted() || !pair.rightlyExplained()) {
        remarks.add("change " + words(pair.change()) + " answered by " + words(pair.claim()));
      }
    }
    matched.unanswering().forEach(claim -> remarks.add("no change: " + words(claim)));
    return new HalfYear(
        model.noise().k(), seed, quiet, seconds, matched.unanswering().size(), outcomes, remarks);
  }

  private static Outcome outcome(SimulationModel model, Matched.Pair pair) {
    Change change = pair.change();
    boolean claimed = pair.claim() != null;
    long days = ChronoUnit.DAYS.between(change.from(), change.to().orElse(model.to())) + 1;
    double factor = Math.abs(change.factor().orElse(1.0));
    return new Outcome(
        group(change, days),
        factor >= 0.5 && days >= LONG_DAYS,
        change.shape() != Shape.RAMP,
        claimed,
        pair.accepted(),
        claimed ? pair.startError() : 0,
        claimed && pair.rightStart(),
        claimed && pair.rightlyExplained());
  }

  private static String group(Change change, long days) {
    if (change.packets().isPresent()) {
      return "appearance";
    }
    double factor = change.factor().orElseThrow();
    if (factor < 0) {
      return "fall";
    }
    if (days < LONG_DAYS) {
      return "burst";
    }
    return factor < 0.5 ? "+25 to 50 %" : factor < 1 ? "+50 to 100 %" : "+100 % and more";
  }

  private static String words(Change change) {
    return String.format(
        Locale.ROOT,
        "%s from %s %s %+.2f %s from %s to %s",
        change.port(),
        change.country(),
        change.networks(),
        change.factor().orElseGet(() -> change.packets().orElseThrow()),
        change.shape(),
        change.from(),
        change.to().map(Object::toString).orElse("the end"));
  }

  private static String words(Phenomenon claim) {
    return claim == null
        ? "nothing"
        : String.format(
            Locale.ROOT,
            "%s of %s %s from %s %s, %s to %s, factor %.2f",
            claim.kind().label(),
            claim.series().trafficClass().label(),
            claim.series().port(),
            claim.country() == null ? "all" : claim.country(),
            claim.networks(),
            claim.start(),
            claim.end() == null ? "the end" : claim.end(),
            claim.factor());
  }
}
