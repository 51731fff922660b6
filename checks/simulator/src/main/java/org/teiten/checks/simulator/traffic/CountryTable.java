// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.teiten.checks.simulator.model.AsNumber;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.Levels;
import org.teiten.checks.simulator.model.RegionShare;
import org.teiten.checks.simulator.model.SimulationModel;

/** All countries of a simulation, numbered, with their shares. */
final class CountryTable {
  /** Number of countries that {@code other} stands for. */
  static final int OTHER_COUNTRIES = 40;

  private static final int CANDIDATES = 90;

  private final List<Country> countries = new ArrayList<>();
  private final List<RegionShare> regions = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final Levels levels;

  CountryTable(SimulationModel model, SourceSpace space, long seed) {
    this.levels = new Levels(model);
    Set<Country> named = named(model);
    for (RegionShare region : model.regions()) {
      if (region.country().isCountry()) {
        add(region.country(), region, 1);
      }
    }
    for (RegionShare region : model.regions()) {
      if (region.country().equals(Country.OTHER)) {
        addOthers(region, named, space, Draws.of(seed, "other countries"));
      }
    }
    named.forEach(country -> add(country, null, 0));
    for (Change change : model.changes()) {
      for (AsNumber network : change.networks()) {
        space.pools(network).keySet().forEach(country -> add(country, null, 0));
      }
    }
  }

  private static Set<Country> named(SimulationModel model) {
    Set<Country> named = new LinkedHashSet<>();
    for (Change change : model.changes()) {
      if (change.country().isCountry()) {
        named.add(change.country());
      }
      named.addAll(change.except());
    }
    model.victims().forEach(victim -> named.add(victim.country()));
    model.loud().forEach(loud -> named.add(loud.country()));
    return named;
  }

  private void add(Country country, RegionShare region, double weight) {
    if (!countries.contains(country)) {
      countries.add(country);
      regions.add(region);
      weights.add(weight);
    }
  }

  /** Countries that the model names elsewhere, then some of those with most addresses. */
  private void addOthers(RegionShare region, Set<Country> named, SourceSpace space, Draws draws) {
    List<Country> candidates = new ArrayList<>(space.bySize());
    candidates.removeAll(countries);
    candidates.removeAll(named);
    List<Country> most = candidates.subList(0, Math.min(CANDIDATES, candidates.size()));
    for (int i = 0; i < most.size(); i++) {
      Collections.swap(most, i, i + draws.below(most.size() - i));
    }
    List<Country> others = new ArrayList<>(named);
    others.removeAll(countries);
    for (int i = 0; others.size() < OTHER_COUNTRIES && i < most.size(); i++) {
      others.add(most.get(i));
    }
    double[] parts = new double[others.size()];
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = 1 + draws.uniform();
      sum += parts[i];
    }
    for (int i = 0; i < parts.length; i++) {
      add(others.get(i), region, parts[i] / sum);
    }
  }

  List<Country> countries() {
    return countries;
  }

  Country country(int number) {
    return countries.get(number);
  }

  int numberOf(Country country) {
    return countries.indexOf(country);
  }

  int size() {
    return countries.size();
  }

  /** Shares of all countries on a day; their sum is 1. */
  double[] shares(LocalDate day) {
    double[] shares = new double[size()];
    for (int i = 0; i < shares.length; i++) {
      if (regions.get(i) != null) {
        shares[i] = weights.get(i) * levels.share(regions.get(i), day);
      }
    }
    return shares;
  }
}
