// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.teiten.checks.simulator.model.LoudSource;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.model.PortLevel;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.model.Victim;
import org.teiten.flowtuple.TrafficType;

/** Single addresses that come on top: loud sources, at random or by name, and victims of floods. */
final class SingleSources {
  private static final double DAYS_PER_MONTH = 365.25 / 12;
  private static final double FEWEST = 50;
  private static final double MOST = 500;
  private static final int LONGEST_DAYS = 5;
  private static final int NOT_FIXED = -1;

  /** One that was drawn at random. */
  private record Loud(int address, int network, int country, int service, int sensor, int last) {}

  /** One that the model names, with its addresses. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  private record Named<T>(T what, int country, long[] addresses, Draws draws) {}

  private final Simulation simulation;
  private final ServiceTable services;
  private final SimulationModel model;
  private final Draws draws;
  private final List<Loud> active = new ArrayList<>();
  private final List<Named<LoudSource>> loud = new ArrayList<>();
  private final List<Named<Victim>> victims = new ArrayList<>();
  private final Sender sender = new Sender();

  SingleSources(Simulation simulation) {
    this.simulation = simulation;
    this.services = simulation.serviceTable();
    this.model = simulation.model();
    this.draws = Draws.of(simulation.seed(), "loud sources");
    for (int i = 0; i < model.loud().size(); i++) {
      LoudSource source = model.loud().get(i);
      Draws own = Draws.of(simulation.seed(), "loud " + i);
      AddressPool pool =
          source
              .network()
              .map(network -> simulation.space().pools(network).get(source.country()))
              .orElseGet(() -> simulation.space().pool(source.country()));
      int country = simulation.countryTable().numberOf(source.country());
      loud.add(new Named<>(source, country, new long[] {pool.draw(own)}, own));
    }
    for (int i = 0; i < model.victims().size(); i++) {
      Victim victim = model.victims().get(i);
      Draws own = Draws.of(simulation.seed(), "victim " + i);
      long[] addresses = new long[victim.addresses()];
      for (int a = 0; a < addresses.length; a++) {
        addresses[a] = simulation.space().pool(victim.country()).draw(own);
      }
      int country = simulation.countryTable().numberOf(victim.country());
      victims.add(new Named<>(victim, country, addresses, own));
    }
  }

  /**
   * Adds a day's packets.
   *
   * @param units monitored addresses times the day's rhythm and length
   */
  void add(SimulatedDay day, Spread spread, double units) {
    addRandom(day, spread);
    for (Named<LoudSource> each : loud) {
      if (within(day.date(), each.what().from(), each.what().to())) {
        addLoud(day, spread, each);
      }
    }
    for (Named<Victim> each : victims) {
      if (within(day.date(), each.what().from(), each.what().to())) {
        addVictim(day, spread, each, units);
      }
    }
  }

  private static boolean within(LocalDate day, LocalDate from, LocalDate to) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  private void addRandom(SimulatedDay day, Spread spread) {
    int begin = draws.poisson(model.noise().loudSourcesPerMonth() / DAYS_PER_MONTH);
    for (int i = 0; i < begin; i++) {
      active.add(begin(day));
    }
    active.removeIf(each -> each.last() < day.number());
    for (Loud each : active) {
      double level = FEWEST * StrictMath.pow(MOST / FEWEST, draws.uniform());
      sender.at(each.address(), each.network(), each.country(), 0);
      int packets = draws.rounded(level);
      for (int i = 0; i < packets; i++) {
        send(day, spread, each.service(), each.sensor(), null, draws);
      }
    }
  }

  private Loud begin(SimulatedDay day) {
    Choice country = new Choice(simulation.countryTable().shares(day.date()));
    int from = country.draw(draws);
    long drawn = simulation.space().pool(simulation.countryTable().country(from)).draw(draws);
    int service = draws.below(services.size());
    while (!services.isScan(service) || services.base(service, day.date()) == 0) {
      service = draws.below(services.size());
    }
    return new Loud(
        (int) drawn,
        (int) (drawn >>> 32),
        from,
        service,
        draws.below(model.sensors()),
        day.number() + draws.below(LONGEST_DAYS));
  }

  private void addLoud(SimulatedDay day, Spread spread, Named<LoudSource> named) {
    LoudSource source = named.what();
    long address = named.addresses()[0];
    sender.at((int) address, (int) (address >>> 32), named.country(), 0);
    int sensor = model.sensorIds().stream().map(id -> id.value()).toList().indexOf(source.sensor());
    int fixed =
        source.port().isPort() ? services.numberOf(Service.scanOf(source.port())) : NOT_FIXED;
    Choice anyService = fixed == NOT_FIXED ? anyListed() : null;
    int packets = named.draws().poisson(source.packets());
    for (int i = 0; i < packets; i++) {
      int service = fixed == NOT_FIXED ? anyService.draw(named.draws()) : fixed;
      send(day, spread, service, sensor, source.mark(), named.draws());
    }
  }

  private Choice anyListed() {
    Set<PortKey> listed = model.ports().stream().map(PortLevel::port).collect(Collectors.toSet());
    double[] weights = new double[services.size()];
    for (int service = 0; service < weights.length; service++) {
      boolean sent = services.isScan(service) && listed.contains(services.service(service).port());
      weights[service] = sent ? 1 : 0;
    }
    return new Choice(weights);
  }

  private void addVictim(SimulatedDay day, Spread spread, Named<Victim> named, double units) {
    Victim victim = named.what();
    List<TrafficType> replies = ServiceTable.replies(victim.port());
    int packets = named.draws().poisson(victim.packets() * units);
    for (int i = 0; i < packets; i++) {
      long address = named.addresses()[named.draws().below(named.addresses().length)];
      sender.at((int) address, (int) (address >>> 32), named.country(), 0);
      TrafficType type = replies.get(named.draws().below(5) == 0 ? replies.size() - 1 : 0);
      int service = services.numberOf(new Service(type, victim.port()));
      send(day, spread, service, NOT_FIXED, Mark.NONE, named.draws());
    }
  }

  private void send(
      SimulatedDay day, Spread spread, int service, int sensor, Mark mark, Draws from) {
    long hash = simulation.sourceHash(sender.address);
    TrafficType type = services.service(service).type();
    sender.sendsAs(mark == null ? Mark.NONE : mark, type, hash);
    int at = sensor == NOT_FIXED ? spread.sensors().draw(from) : sensor;
    day.add(sender, service, at, spread.intervals().draw(from));
  }
}
