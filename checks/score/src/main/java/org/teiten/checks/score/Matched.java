// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.teiten.central.phenomena.Dimension;
import org.teiten.central.phenomena.Phenomenon;
import org.teiten.central.phenomena.PhenomenonKind;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.Shape;
import org.teiten.flowtuple.TrafficClass;

/**
 * Claims held against the changes of the model by the rules of the acceptance page: same port, same
 * or narrower origin, right kind, start within two days (seven for a ramp), one claim for one
 * change.
 *
 * @param pairs each change with the claim that answers it
 * @param unanswering claims that answer no change
 */
record Matched(List<Pair> pairs, List<Phenomenon> unanswering) {
  private static final int SAME_CHANGE_DAYS = 14;

  /**
   * A change and what was claimed of it.
   *
   * @param change of the model
   * @param claim of the same port, origin and direction, starting within two weeks; null if none
   */
  record Pair(Change change, Phenomenon claim) {
    /** Days from the change's start to the claimed one. */
    long startError() {
      return ChronoUnit.DAYS.between(change.from(), claim.start());
    }

    boolean rightKind() {
      return kindFits(change, claim.kind());
    }

    boolean rightStart() {
      return Math.abs(startError()) <= (change.shape() == Shape.RAMP ? 7 : 2);
    }

    boolean accepted() {
      return claim != null && rightKind() && rightStart();
    }

    /** Whether country and, where the change has them, networks are named. */
    boolean rightlyExplained() {
      Country country = change.country();
      boolean sameCountry =
          country.isCountry() ? country.code().equals(claim.country()) : claim.country() == null;
      return sameCountry
          && change.networks().stream()
              .allMatch(
                  network ->
                      claim.networks().contains(Integer.toUnsignedLong(network.number()))
                          || claim.explainedBy().stream()
                              .anyMatch(
                                  each ->
                                      each.kind() == Dimension.NETWORK
                                          && each.value()
                                              .equals(Integer.toUnsignedString(network.number()))));
    }
  }

  static Matched of(List<Change> changes, List<Phenomenon> claims) {
    List<Phenomenon> open = new ArrayList<>(claims);
    List<Change> order = new ArrayList<>(changes);
    // What names a country is the narrower one and chooses first.
    order.sort(
        (one, other) -> Boolean.compare(other.country().isCountry(), one.country().isCountry()));
    List<Pair> pairs = new ArrayList<>();
    for (Change change : order) {
      Phenomenon best = null;
      for (Phenomenon claim : open) {
        if (sameChange(change, claim)
            && (best == null || distance(change, claim) < distance(change, best))) {
          best = claim;
        }
      }
      open.remove(best);
      pairs.add(new Pair(change, best));
    }
    return new Matched(List.copyOf(pairs), List.copyOf(open));
  }

  private static long distance(Change change, Phenomenon claim) {
    return Math.abs(ChronoUnit.DAYS.between(change.from(), claim.start()));
  }

  private static boolean sameChange(Change change, Phenomenon claim) {
    boolean rises = change.factor().orElse(1.0) > 0;
    boolean origin =
        change.country().isCountry()
            ? change.country().code().equals(claim.country())
            : claim.country() == null || change.includes(new Country(claim.country()));
    LocalDate start = claim.start();
    return claim.series().trafficClass() == TrafficClass.SCAN
        && claim.series().port().equals(change.port().toString())
        && origin
        && rises == (claim.kind() != PhenomenonKind.FALL)
        && Math.abs(ChronoUnit.DAYS.between(change.from(), start)) <= SAME_CHANGE_DAYS;
  }

  private static boolean kindFits(Change change, PhenomenonKind kind) {
    if (change.factor().orElse(1.0) < 0) {
      return kind == PhenomenonKind.FALL;
    }
    if (change.packets().isPresent()) {
      return kind == PhenomenonKind.APPEARANCE || kind == PhenomenonKind.RISE;
    }
    if (change.to().isPresent() && ChronoUnit.DAYS.between(change.from(), change.to().get()) < 13) {
      return kind == PhenomenonKind.BURST;
    }
    return (change.shape() == Shape.RAMP && change.rampDays() >= 7)
        ? kind == PhenomenonKind.RAMP
        : kind == PhenomenonKind.RISE;
  }
}
