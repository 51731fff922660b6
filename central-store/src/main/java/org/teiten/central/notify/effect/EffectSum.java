// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Makes one effect of the fates of some sources. */
final class EffectSum {
  private static final List<Integer> HORIZONS = List.of(7, 14, 30);
  private static final int CURVE = 30;

  private final List<Fate> fates;
  private final List<Fate> compared;
  private final Survival told;
  private final Survival others;

  EffectSum(List<Fate> fates) {
    this.fates = List.copyOf(fates);
    this.compared = fates.stream().filter(Fate::isCompared).toList();
    List<Survival.Life> toldLives = new ArrayList<>();
    List<Survival.Life> otherLives = new ArrayList<>();
    for (Fate one : compared) {
      toldLives.add(life(one.followed(), 1));
      // Each set counts once on either side, however many could be found.
      one.comparable().forEach(other -> otherLives.add(life(other, 1.0 / one.comparable().size())));
    }
    this.told = Survival.of(toldLives);
    this.others = Survival.of(otherLives);
  }

  private static Survival.Life life(Followed one, double weight) {
    return new Survival.Life(one.days(), one.silent(), weight);
  }

  /**
   * The effect.
   *
   * @param key of the group, null for all
   * @param name of the group, null for all
   * @param notices how many
   * @param answers how many sources by what their recipient said
   */
  Effect of(String key, String name, long notices, Map<String, Long> answers) {
    List<Followed> comparable =
        compared.stream().flatMap(one -> one.comparable().stream()).toList();
    Double sameCountry =
        comparable.isEmpty()
            ? null
            : (double) compared.stream().mapToLong(Fate::sameCountry).sum() / comparable.size();
    boolean enough = compared.size() >= Effect.LEAST && comparable.size() >= Effect.LEAST;
    boolean tested = enough && sameCountry >= Effect.LEAST_SAME_COUNTRY;
    Contrast contrast =
        new Contrast(
            compared.stream()
                .map(one -> new MatchedSet(one.followed(), one.comparable()))
                .toList());
    return new Effect(
        key,
        name,
        notices,
        fates.size(),
        count(one -> one.state() == Fate.State.SILENT_BEFORE),
        count(one -> one.state() == Fate.State.TOO_EARLY),
        count(one -> one.state() == Fate.State.FOLLOWED && !one.isCompared()),
        compared.size(),
        comparable.size(),
        sameCountry,
        answers,
        compared.stream().filter(one -> one.followed().silent()).count(),
        compared.stream().filter(one -> one.followed().returned()).count(),
        comparable.stream().filter(Followed::silent).count(),
        comparable.stream().filter(Followed::returned).count(),
        enough ? HORIZONS.stream().map(this::within).toList() : List.of(),
        enough ? number(told.median()) : null,
        enough ? number(others.median()) : null,
        tested ? contrast.hazardRatio().orElse(null) : null,
        tested ? contrast.logRank().orElse(null) : null,
        enough ? curve() : List.of());
  }

  private long count(Predicate<Fate> which) {
    return fates.stream().filter(which).count();
  }

  private static Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private List<Effect.Within> curve() {
    List<Effect.Within> curve = new ArrayList<>();
    for (int days = 0; days <= CURVE && days < Math.max(told.days(), others.days()); days++) {
      curve.add(within(days));
    }
    return curve;
  }

  private Effect.Within within(int days) {
    Optional<Estimate> one = told.silentWithin(days);
    Optional<Estimate> other = others.silentWithin(days);
    Estimate difference = null;
    if (one.isPresent() && other.isPresent()) {
      double value = one.get().value() - other.get().value();
      double half =
          Estimate.NORMAL_95 * Math.sqrt(told.varianceWithin(days) + others.varianceWithin(days));
      difference = new Estimate(value, Math.max(-1, value - half), Math.min(1, value + half));
    }
    return new Effect.Within(days, one.orElse(null), other.orElse(null), difference);
  }
}
