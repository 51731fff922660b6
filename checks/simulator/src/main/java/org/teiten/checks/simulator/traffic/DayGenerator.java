// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.flowtuple.SensorId;

/** Makes one day after the other. */
final class DayGenerator {
  private static final double SECONDS_PER_DAY = 86_400;

  private final Simulation simulation;
  private final SimulationModel model;
  private final List<SensorId> sensors;
  private final BaseTraffic base;
  private final SingleSources singles;
  private final Choice bySensor;
  private final CleanedSources cleaned;
  private LocalDate next;

  DayGenerator(Simulation simulation) {
    this.simulation = simulation;
    this.model = simulation.model();
    this.sensors = simulation.sensors();
    this.base = new BaseTraffic(simulation);
    this.singles = new SingleSources(simulation);
    this.bySensor = new Choice(simulation.sensorFactors());
    this.cleaned = new CleanedSources(simulation);
    this.next = model.from();
  }

  boolean hasNext() {
    return !next.isAfter(model.to());
  }

  SimulatedDay next() {
    LocalDate date = next;
    next = date.plusDays(1);
    long start = date.atStartOfDay(model.zone()).toEpochSecond();
    long seconds = next.atStartOfDay(model.zone()).toEpochSecond() - start;
    int intervals = (int) (seconds / simulation.intervalSeconds());
    boolean[] observing = new boolean[sensors.size()];
    for (int i = 0; i < observing.length; i++) {
      observing[i] = model.observes(sensors.get(i), date);
    }
    SimulatedDay day =
        new SimulatedDay(
            simulation,
            date,
            (int) ChronoUnit.DAYS.between(model.from(), date),
            start,
            intervals,
            observing,
            cleaned);
    Spread spread = new Spread(bySensor, byInterval(start, intervals));
    double units =
        (double) model.sensors()
            * model.addressesPerSensor()
            * model.rhythm().factor(date)
            * (seconds / SECONDS_PER_DAY);
    base.add(day, spread, units);
    singles.add(day, spread, units);
    return day;
  }

  /** The rhythm of the day, at the middle of each interval by the clock of the zone. */
  private Choice byInterval(long start, int intervals) {
    double[] weights = new double[intervals];
    for (int i = 0; i < intervals; i++) {
      long middle =
          start + (long) i * simulation.intervalSeconds() + simulation.intervalSeconds() / 2;
      LocalTime time = Instant.ofEpochSecond(middle).atZone(model.zone()).toLocalTime();
      weights[i] = model.rhythm().factor(time.toSecondOfDay() / 3_600.0);
    }
    return new Choice(weights);
  }
}
