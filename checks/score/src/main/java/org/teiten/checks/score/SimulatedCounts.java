// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.teiten.central.phenomena.Breakdowns;
import org.teiten.central.phenomena.Dimension;
import org.teiten.central.phenomena.LoudSourceDay;
import org.teiten.central.phenomena.Observations;
import org.teiten.central.phenomena.Series;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.traffic.Service;
import org.teiten.checks.simulator.traffic.SimulatedDay;
import org.teiten.checks.simulator.traffic.Simulation;

/** Counts simulated packets as the centre would. */
public final class SimulatedCounts implements Breakdowns {
  static final int COUNTRIES = 1 << 8;
  private static final long LEAST_LOUD = 10;
  private static final int LOUD_PART = 5;
  private static final int SWEEP_PACKETS = 100;
  private static final int SWEEP_SERIES = 15;

  private final Observations observations;
  private final List<Series> series = new ArrayList<>();
  private final int[] seriesOfService;
  private final List<String> countries;
  private final List<String> sensors;
  private final Map<Dimension, DetailCells> details = new EnumMap<>(Dimension.class);
  private long packets;

  /** Runs a simulation and counts it. */
  public SimulatedCounts(Simulation simulation) {
    sensors = simulation.sensors().stream().map(id -> id.value()).toList();
    countries = simulation.countries().stream().map(Country::code).toList();
    int days =
        (int) (simulation.model().to().toEpochDay() - simulation.model().from().toEpochDay()) + 1;
    observations = new Observations(simulation.model().from(), days, sensors);
    for (Dimension dimension : Dimension.values()) {
      details.put(dimension, new DetailCells());
    }
    seriesOfService = new int[simulation.services().size()];
    Map<Series, Integer> numbers = new HashMap<>();
    for (int i = 0; i < seriesOfService.length; i++) {
      Service service = simulation.services().get(i);
      Series one = new Series(service.trafficClass(), service.port().toString());
      seriesOfService[i] =
          numbers.computeIfAbsent(
              one,
              key -> {
                series.add(key);
                return series.size() - 1;
              });
    }
    for (SimulatedDay day : simulation) {
      count(day, simulation.model().addressesPerSensor());
    }
  }

  /** What was counted. */
  public Observations observations() {
    return observations;
  }

  /** Packets in all. */
  public long packets() {
    return packets;
  }

  @Override
  public Map<Key, double[]> of(Set<Series> asked, Dimension dimension) {
    IntFunction<String> name =
        switch (dimension) {
          case SENSOR -> sensors::get;
          case FINGERPRINT -> mark -> Mark.of((byte) mark).toString();
          case SIGNATURE, NETWORK, COUNTRY -> Integer::toUnsignedString;
        };
    return details.get(dimension).of(asked, series, countries, name, observations.days());
  }

  private void count(SimulatedDay day, int addresses) {
    for (int sensor = 0; sensor < sensors.size(); sensor++) {
      observations.observed(sensor, day.number(), day.observed(sensor) ? addresses : 0);
    }
    int rows = day.rows();
    packets += rows;
    long[] keys = new long[rows];
    int[] cells = new int[rows];
    Map<Integer, Integer> networkOf = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      cells[row] = seriesOfService[day.serviceNumber(row)] * COUNTRIES + day.countryNumber(row);
      keys[row] = (long) cells[row] << 32 | (day.source(row) & 0xffff_ffffL);
      networkOf.put(day.source(row), day.network(row));
    }
    Arrays.sort(keys);
    countCells(day.number(), keys, networkOf);
    for (int row = 0; row < rows; row++) {
      keys[row] =
          ((long) (cells[row] / COUNTRIES) * 1024 + day.sensor(row)) << 32
              | (day.source(row) & 0xffff_ffffL);
    }
    Arrays.sort(keys);
    countSensors(day.number(), keys);
    detail(Dimension.NETWORK, day.number(), keys, cells, day::network);
    detail(Dimension.SENSOR, day.number(), keys, cells, day::sensor);
    detail(Dimension.FINGERPRINT, day.number(), keys, cells, row -> day.mark(row).ordinal());
    detail(Dimension.SIGNATURE, day.number(), keys, cells, day::signature);
  }

  private interface RowValue {
    int of(int row);
  }

  private void detail(Dimension dimension, int day, long[] keys, int[] cells, RowValue value) {
    for (int row = 0; row < keys.length; row++) {
      keys[row] = (long) cells[row] << 32 | (value.of(row) & 0xffff_ffffL);
    }
    Arrays.sort(keys);
    DetailCells target = details.get(dimension);
    for (int at = 0; at < keys.length; ) {
      int end = runEnd(keys, at, 0);
      target.add(day, (int) (keys[at] >>> 32), (int) keys[at], end - at);
      at = end;
    }
  }

  private void countCells(int day, long[] keys, Map<Integer, Integer> networkOf) {
    Map<Integer, int[]> bySource = new HashMap<>();
    for (int at = 0; at < keys.length; ) {
      int end = runEnd(keys, at, 0);
      int[] sums = bySource.computeIfAbsent((int) keys[at], key -> new int[2]);
      sums[0] += end - at;
      sums[1]++;
      at = end;
    }
    for (int at = 0; at < keys.length; ) {
      int cell = (int) (keys[at] >>> 32);
      int cellEnd = runEnd(keys, at, 32);
      int cellPackets = cellEnd - at;
      int sources = 0;
      String country = countries.get(cell % COUNTRIES);
      Series one = series.get(cell / COUNTRIES);
      while (at < cellEnd) {
        int end = runEnd(keys, at, 0);
        int sent = end - at;
        int[] sums = bySource.get((int) keys[at]);
        boolean sweeps = sums[0] >= SWEEP_PACKETS && sums[1] >= SWEEP_SERIES;
        if (sent * LOUD_PART >= cellPackets && (sent >= LEAST_LOUD || sweeps)) {
          int source = (int) keys[at];
          observations.loud(
              new LoudSourceDay(
                  day,
                  one,
                  text(source),
                  country,
                  Integer.toUnsignedLong(networkOf.get(source)),
                  sent));
        }
        sources++;
        at = end;
      }
      observations.countFrom(country, day, one, cellPackets, sources);
    }
  }

  private void countSensors(int day, long[] keys) {
    for (int at = 0; at < keys.length; ) {
      int cell = (int) (keys[at] >>> 32);
      int cellEnd = runEnd(keys, at, 32);
      observations.countAt(cell % 1024, day, series.get(cell / 1024), cellEnd - at);
      at = cellEnd;
    }
  }

  private static int runEnd(long[] keys, int at, int bits) {
    int end = at + 1;
    while (end < keys.length && keys[end] >>> bits == keys[at] >>> bits) {
      end++;
    }
    return end;
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }
}
