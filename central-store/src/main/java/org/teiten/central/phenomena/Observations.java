// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was counted, day by day, over all that is stored: filled by one pass over each of four
 * groupings, however many ports there are.
 *
 * <ul>
 *   <li>observed address-days by sensor and day,
 *   <li>packets and distinct sources by day, series and country,
 *   <li>packets by day, series and sensor,
 *   <li>sources that on a day sent a fifth or more, and at least ten, of the packets of a cell
 *       (day, series, country).
 * </ul>
 *
 * <p>Days are those of the zone in which the answer is given.
 */
public final class Observations {
  private final LocalDate first;
  private final int days;
  private final List<String> sensors;
  private final String[] groups;
  private final double[][] observed;
  private final List<String> countries = new ArrayList<>();
  private final Map<String, Integer> countryNumbers = new HashMap<>();
  private final Map<Series, Cells> byCountry = new TreeMap<>();
  private final Map<Series, Cells> bySensor = new HashMap<>();
  private final Map<Series, List<LoudSourceDay>> loud = new HashMap<>();

  /**
   * Nothing counted yet.
   *
   * @param first first day of all that is stored
   * @param days number of days
   * @param sensors ids, in the order of their numbers below
   */
  public Observations(LocalDate first, int days, List<String> sensors) {
    if (days < 1) {
      throw new IllegalArgumentException("days: " + days + ", at least 1 is needed");
    }
    this.first = first;
    this.days = days;
    this.sensors = List.copyOf(sensors);
    this.groups = new String[sensors.size()];
    Arrays.fill(groups, "");
    this.observed = new double[sensors.size()][days];
  }

  /** Says in which group a sensor is counted; without it all are in one. */
  public void group(int sensor, String group) {
    groups[sensor] = group;
  }

  /** Adds observed address-days of a sensor on a day. */
  public void observed(int sensor, int day, double addressDays) {
    observed[sensor][day] += addressDays;
  }

  /** Adds the packets of a cell and the number of sources that sent them. */
  public void countFrom(String country, int day, Series series, int packets, int sources) {
    int number =
        countryNumbers.computeIfAbsent(
            country,
            name -> {
              countries.add(name);
              return countries.size() - 1;
            });
    byCountry.computeIfAbsent(series, key -> new Cells()).add(day, number, packets, sources);
  }

  /** Adds the packets that one sensor saw. */
  public void countAt(int sensor, int day, Series series, int packets) {
    bySensor.computeIfAbsent(series, key -> new Cells()).add(day, sensor, packets, 0);
  }

  /** Adds a source that carried much of a cell. */
  public void loud(LoudSourceDay sourceDay) {
    loud.computeIfAbsent(sourceDay.series(), key -> new ArrayList<>()).add(sourceDay);
  }

  /** First day. */
  public LocalDate first() {
    return first;
  }

  /** Number of days. */
  public int days() {
    return days;
  }

  /** Ids of the sensors. */
  public List<String> sensors() {
    return sensors;
  }

  /** All series that were counted by country, in order. */
  public SortedSet<Series> series() {
    return new TreeSet<>(byCountry.keySet());
  }

  String group(int sensor) {
    return groups[sensor];
  }

  double observed(int sensor, int day) {
    return observed[sensor][day];
  }

  long packets(Series series) {
    Cells cells = byCountry.get(series);
    return cells == null ? 0 : cells.packets();
  }

  Map<String, DailyCounts> byCountry(Series series) {
    Map<String, DailyCounts> named = new TreeMap<>();
    Cells cells = byCountry.get(series);
    if (cells != null) {
      cells.byValue(days).forEach((number, counts) -> named.put(countries.get(number), counts));
    }
    return named;
  }

  Map<Integer, DailyCounts> bySensor(Series series) {
    Cells cells = bySensor.get(series);
    return cells == null ? Map.of() : cells.byValue(days);
  }

  List<LoudSourceDay> loud(Series series) {
    return loud.getOrDefault(series, List.of());
  }
}
