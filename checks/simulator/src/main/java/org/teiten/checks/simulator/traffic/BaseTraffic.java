// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.teiten.checks.simulator.model.AsNumber;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.Levels;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.model.SimulationModel;

/**
 * Counts of every (service, country) with their changes. A cell with many packets has sources of
 * its own; the packets of a country's small cells share sources that send to several of them, as
 * scanners of many ports do, so that sources send the same in the mean whatever the cells' size.
 */
final class BaseTraffic {
  private static final double OWN_SOURCES_FROM = 25;

  /** One (service, country). */
  private static final class Cell {
    final DailyFactor factor;
    final Draws draws;
    SourcePopulation own;
    double today;

    Cell(DailyFactor factor, Draws draws) {
      this.factor = factor;
      this.draws = draws;
    }
  }

  /** What a change adds to one cell. */
  private record Part(
      Change change, int cell, double fixed, Draws draws, SourcePopulation sources) {}

  /** The small cells of one country and class. */
  private static final class Remainder {
    final SourcePopulation sources;
    final Draws draws;
    int[] services = new int[64];
    int size;

    Remainder(SourcePopulation sources, Draws draws) {
      this.sources = sources;
      this.draws = draws;
    }

    void add(int service, int packets) {
      if (size + packets > services.length) {
        services = Arrays.copyOf(services, Math.max(size + packets, 2 * size));
      }
      Arrays.fill(services, size, size + packets, service);
      size += packets;
    }
  }

  private final Simulation simulation;
  private final ServiceTable services;
  private final CountryTable countries;
  private final Levels levels;
  private final SourceRules rules;
  private final Cell[] cells;
  private final Remainder[] remainders;
  private final List<Part> parts = new ArrayList<>();
  private final double[] taken;

  BaseTraffic(Simulation simulation) {
    this.simulation = simulation;
    this.services = simulation.serviceTable();
    this.countries = simulation.countryTable();
    SimulationModel model = simulation.model();
    this.levels = new Levels(model);
    this.rules = new SourceRules(model.sources());
    this.cells = new Cell[services.size() * countries.size()];
    this.taken = new double[cells.length];
    this.remainders = new Remainder[2 * countries.size()];
    makeCells(model);
    for (int i = 0; i < model.changes().size(); i++) {
      Change change = model.changes().get(i);
      if (change.factor().isEmpty() || change.factor().get() > 0) {
        makeParts(change, i);
      }
    }
  }

  private void makeCells(SimulationModel model) {
    double monitored = (double) model.sensors() * model.addressesPerSensor();
    double[] firstShares = countries.shares(model.from());
    double[] lastShares = countries.shares(model.to());
    for (int country = 0; country < countries.size(); country++) {
      for (int service = 0; service < services.size(); service++) {
        double first = firstShares[country] * services.base(service, model.from());
        double last = lastShares[country] * services.base(service, model.to());
        double most = Math.max(first, last) * monitored;
        if (most > 0) {
          Cell cell = cell(service, country);
          if (most >= OWN_SOURCES_FROM) {
            cell.own = sources(name(service, country), country, 0);
          }
        }
      }
    }
  }

  private Cell cell(int service, int country) {
    int index = service * countries.size() + country;
    if (cells[index] == null) {
      cells[index] =
          new Cell(
              new DailyFactor(simulation.model().noise()),
              Draws.of(simulation.seed(), "count " + name(service, country)));
    }
    return cells[index];
  }

  private String name(int service, int country) {
    Service what = services.service(service);
    return what.type().label() + " " + what.port() + " " + countries.country(country);
  }

  private SourcePopulation sources(String name, int country, int cause) {
    return new SourcePopulation(
        simulation.seed(),
        name,
        rules,
        simulation.space().pool(countries.country(country)),
        country,
        cause,
        null);
  }

  private void makeParts(Change change, int number) {
    int service = services.numberOf(Service.scanOf(change.port()));
    if (!change.networks().isEmpty()) {
      for (AsNumber network : change.networks()) {
        makeNetworkParts(change, number, service, network);
      }
      return;
    }
    for (Country country : countries.countries()) {
      if (change.includes(country)) {
        double fixed = change.country().isCountry() ? 1 : -1;
        makePart(change, number, service, country, fixed, simulation.space().pool(country), "");
      }
    }
  }

  private void makeNetworkParts(Change change, int number, int service, AsNumber network) {
    Map<Country, AddressPool> there = simulation.space().pools(network);
    there.keySet().removeIf(country -> !change.includes(country));
    double all = there.values().stream().mapToDouble(AddressPool::addresses).sum();
    there.forEach(
        (country, pool) -> {
          double fixed = pool.addresses() / all / change.networks().size();
          makePart(change, number, service, country, fixed, pool, " " + network);
        });
  }

  private void makePart(
      Change change,
      int number,
      int service,
      Country country,
      double fixed,
      AddressPool pool,
      String suffix) {
    int at = countries.numberOf(country);
    cell(service, at);
    String name = "change " + number + " " + name(service, at) + suffix;
    parts.add(
        new Part(
            change,
            service * countries.size() + at,
            fixed,
            Draws.of(simulation.seed(), "count " + name),
            new SourcePopulation(
                simulation.seed(),
                name,
                rules,
                pool,
                at,
                number + 1,
                change.fingerprints().map(Mark::cumulative).orElse(null))));
  }

  /**
   * Adds a day's packets.
   *
   * @param units monitored addresses times the day's rhythm and length
   */
  void add(SimulatedDay day, Spread spread, double units) {
    LocalDate date = day.date();
    double[] shares = countries.shares(date);
    takeFalls(date, shares);
    for (int service = 0; service < services.size(); service++) {
      double base = services.base(service, date);
      for (int country = 0; country < shares.length; country++) {
        int index = service * shares.length + country;
        if (cells[index] != null) {
          double mean = Math.max(0, base * shares[country] - taken[index]) * units;
          count(day, spread, service, country, mean);
        }
      }
    }
    for (Remainder remainder : remainders) {
      if (remainder != null && remainder.size > 0) {
        sendRemainder(day, spread, remainder);
      }
    }
    for (Part part : parts) {
      sendPart(day, spread, part, shares, units);
    }
  }

  private void takeFalls(LocalDate date, double[] shares) {
    Arrays.fill(taken, 0);
    for (Change change : simulation.model().changes()) {
      double added = levels.added(change, date);
      if (added < 0) {
        int service = services.numberOf(Service.scanOf(change.port()));
        double all = included(change, shares);
        for (int country = 0; country < shares.length; country++) {
          if (change.includes(countries.country(country))) {
            double part = change.country().isCountry() ? 1 : shares[country] / all;
            taken[service * shares.length + country] -= added * part;
          }
        }
      }
    }
  }

  private double included(Change change, double[] shares) {
    double all = 0;
    for (int country = 0; country < shares.length; country++) {
      if (change.includes(countries.country(country))) {
        all += shares[country];
      }
    }
    return all;
  }

  private void count(SimulatedDay day, Spread spread, int service, int country, double mean) {
    Cell cell = cells[service * countries.size() + country];
    cell.today = cell.factor.next(cell.draws);
    int packets = cell.draws.poisson(mean * cell.today);
    if (packets == 0) {
      return;
    }
    if (cell.own != null) {
      cell.own.send(day, spread, packets, new int[] {service}, services);
    } else {
      remainder(service, country).add(service, packets);
    }
  }

  private Remainder remainder(int service, int country) {
    boolean scan = services.isScan(service);
    int index = 2 * country + (scan ? 0 : 1);
    if (remainders[index] == null) {
      String name = (scan ? "scans " : "backscatter ") + countries.country(country);
      remainders[index] =
          new Remainder(sources(name, country, 0), Draws.of(simulation.seed(), "order of " + name));
    }
    return remainders[index];
  }

  private void sendRemainder(SimulatedDay day, Spread spread, Remainder remainder) {
    int[] shuffled = Arrays.copyOf(remainder.services, remainder.size);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = remainder.draws.below(i + 1);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    remainder.size = 0;
    remainder.sources.send(day, spread, shuffled.length, shuffled, services);
  }

  private void sendPart(SimulatedDay day, Spread spread, Part part, double[] shares, double units) {
    double added = levels.added(part.change(), day.date());
    if (added <= 0) {
      return;
    }
    int country = part.cell() % shares.length;
    double fraction =
        part.fixed() >= 0 ? part.fixed() : shares[country] / included(part.change(), shares);
    int packets = part.draws().poisson(added * fraction * units * cells[part.cell()].today);
    if (packets > 0) {
      int service = part.cell() / shares.length;
      part.sources().send(day, spread, packets, new int[] {service}, services);
    }
  }
}
