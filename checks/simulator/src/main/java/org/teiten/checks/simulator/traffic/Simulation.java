// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.teiten.checks.simulator.model.AsNumber;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.LoudSource;
import org.teiten.checks.simulator.model.RegionShare;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.model.Victim;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.config.SettingChecks.Violation;

/**
 * Observations that never were. Each iteration makes the days anew, in order and one at a time, and
 * always the same ones:
 *
 * <pre>{@code
 * for (SimulatedDay day : Simulation.of(model, model.seed())) {
 *   for (int row = 0; row < day.rows(); row++) {
 *     count(day.date(), day.service(row), day.country(row));
 *   }
 * }
 * }</pre>
 */
public final class Simulation implements Iterable<SimulatedDay> {
  /** Rises when the same model and seed no longer give the same data. */
  public static final int VERSION = 1;

  private final SimulationModel model;
  private final long seed;
  private final SourceSpace space;
  private final ServiceTable services;
  private final CountryTable countries;
  private final double[] sensorFactors;

  private Simulation(SimulationModel model, long seed, SourceSpace space) {
    this.model = model;
    this.seed = seed;
    this.space = space;
    this.services = new ServiceTable(model, seed);
    this.countries = new CountryTable(model, space, seed);
    this.sensorFactors = sensorFactors(model, seed);
  }

  /**
   * The simulation of a model.
   *
   * @param seed of all random numbers
   * @throws IllegalArgumentException if {@link #problems} finds any
   */
  public static Simulation of(SimulationModel model, long seed) {
    List<Violation> problems = problems(model);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream()
              .map(problem -> problem.key() + ": " + problem.message())
              .collect(Collectors.joining("\n")));
    }
    return new Simulation(model, seed, SourceSpace.of(model.from(), model.to()));
  }

  /** What a model asks of countries and networks that the origin databases do not know. */
  public static List<Violation> problems(SimulationModel model) {
    SourceSpace space = SourceSpace.of(model.from(), model.to());
    List<Violation> problems = new ArrayList<>();
    for (int i = 0; i < model.regions().size(); i++) {
      RegionShare region = model.regions().get(i);
      requireKnown(space, region.country(), "regions[" + i + "].country", problems);
    }
    for (int i = 0; i < model.changes().size(); i++) {
      Change change = model.changes().get(i);
      requireKnown(space, change.country(), "changes[" + i + "].country", problems);
      for (int n = 0; n < change.networks().size(); n++) {
        AsNumber network = change.networks().get(n);
        if (space.pools(network).keySet().stream().noneMatch(change::includes)) {
          problems.add(
              new Violation(
                  "changes[" + i + "].networks[" + n + "]",
                  network + " has no addresses there in the origin databases"));
        }
      }
    }
    for (int i = 0; i < model.victims().size(); i++) {
      Victim victim = model.victims().get(i);
      requireKnown(space, victim.country(), "victims[" + i + "].country", problems);
    }
    for (int i = 0; i < model.loud().size(); i++) {
      LoudSource loud = model.loud().get(i);
      requireKnown(space, loud.country(), "loud[" + i + "].country", problems);
      if (loud.network().isPresent()
          && !space.pools(loud.network().get()).containsKey(loud.country())) {
        problems.add(
            new Violation(
                "loud[" + i + "].network",
                loud.network().get() + " has no addresses in " + loud.country()));
      }
    }
    for (int i = 0; i < model.cleaned().size(); i++) {
      Country country = model.cleaned().get(i).country();
      requireKnown(space, country, "cleaned[" + i + "].country", problems);
    }
    return problems;
  }

  private static void requireKnown(
      SourceSpace space, Country country, String key, List<Violation> problems) {
    if (country.isCountry() && space.pool(country).addresses() == 0) {
      problems.add(new Violation(key, country + " has no IPv4 addresses in the origin databases"));
    }
  }

  /** Log-normal factors in which sensors differ; their mean is 1. */
  private static double[] sensorFactors(SimulationModel model, long seed) {
    Draws draws = Draws.of(seed, "sensors");
    double[] factors = new double[model.sensors()];
    double sum = 0;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = StrictMath.exp(model.noise().sensorSpread() * draws.normal());
      sum += factors[i];
    }
    for (int i = 0; i < factors.length; i++) {
      factors[i] *= factors.length / sum;
    }
    return factors;
  }

  /** The days from the first to the last. */
  @Override
  public Iterator<SimulatedDay> iterator() {
    DayGenerator generator = new DayGenerator(this);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return generator.hasNext();
      }

      @Override
      public SimulatedDay next() {
        if (!generator.hasNext()) {
          throw new NoSuchElementException();
        }
        return generator.next();
      }
    };
  }

  public SimulationModel model() {
    return model;
  }

  public long seed() {
    return seed;
  }

  /** Sensors by number. */
  public List<SensorId> sensors() {
    return model.sensorIds();
  }

  /** Services by number; those that a day's rows refer to. */
  public List<Service> services() {
    return services.services();
  }

  /** Countries by number. */
  public List<Country> countries() {
    return countries.countries();
  }

  /** Length of the intervals in seconds. */
  public int intervalSeconds() {
    return (int) model.interval().toSeconds();
  }

  /** SHA-256 of the origin databases, in hexadecimal. */
  public String originDigest() {
    return space.digest();
  }

  /** By how much each sensor observes more than the mean. */
  public double[] sensorFactors() {
    return sensorFactors.clone();
  }

  /** Random bits from which a source's lasting properties come. */
  public long sourceHash(int address) {
    return sourceHash(seed, address);
  }

  static long sourceHash(long seed, int address) {
    return Draws.mix(seed ^ Draws.mix(address));
  }

  SourceSpace space() {
    return space;
  }

  ServiceTable serviceTable() {
    return services;
  }

  CountryTable countryTable() {
    return countries;
  }
}
