// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teiten.central.analyse.Period;
import org.teiten.central.analyse.PortWords;
import org.teiten.central.phenomena.Breakdowns;
import org.teiten.central.phenomena.Dimension;
import org.teiten.central.phenomena.LoudSourceDay;
import org.teiten.central.phenomena.Observations;
import org.teiten.central.phenomena.Series;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.Expiry;
import org.teiten.central.store.ObservationQuestions;
import org.teiten.central.store.ObservationQuestions.DayOfPort;
import org.teiten.central.store.ObservationQuestions.PortOfClass;
import org.teiten.central.store.PortKey;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorTable;
import org.teiten.central.store.SeriesQuestions;
import org.teiten.central.store.SeriesQuestions.BucketObserved;
import org.teiten.flowtuple.TrafficClass;

/**
 * The observations of all that is stored, in the days of a zone; of few ports in more detail when
 * asked. One thread; closes what it keeps in the connection.
 */
final class StoredObservations implements Breakdowns, AutoCloseable {

  private final Connection connection;
  private final ObservationQuestions questions;
  private final Observations observations;
  private final Map<Series, PortOfClass> ports = new HashMap<>();
  private final Map<PortOfClass, Series> series = new HashMap<>();
  private final Map<Integer, String> sensorIds;
  private Set<Series> chosen = Set.of();

  private StoredObservations(
      Connection connection,
      ObservationQuestions questions,
      Observations observations,
      Map<Integer, String> sensorIds) {
    this.connection = connection;
    this.questions = questions;
    this.observations = observations;
    this.sensorIds = sensorIds;
  }

  /**
   * Reads them.
   *
   * @param group of sensors, null for all
   */
  static StoredObservations of(Connection connection, Period period, String group)
      throws SQLException {
    List<Sensor> sensors =
        SensorTable.all(connection).stream()
            .filter(one -> group == null || one.group().equals(group))
            .toList();
    List<Integer> numbers = sensors.stream().map(Sensor::number).toList();
    Map<Integer, String> ids =
        sensors.stream().collect(Collectors.toMap(Sensor::number, Sensor::id));
    Expiry expiry = Expiry.of(connection);
    expiry.requireRaw(period.start(), "what changed");
    Optional<ObservationQuestions.Stored> stored = ObservationQuestions.stored(connection, numbers);
    if (stored.isEmpty()) {
      return new StoredObservations(connection, null, observations(period.from(), 1, sensors), ids);
    }
    LocalDate first = firstDay(stored.get().first(), expiry, period.zone());
    LocalDate last = stored.get().last().atZone(period.zone()).toLocalDate();
    if (last.isBefore(first)) {
      return new StoredObservations(connection, null, observations(period.from(), 1, sensors), ids);
    }
    int days = Math.toIntExact(ChronoUnit.DAYS.between(first, last) + 1);
    List<Instant> begins =
        Stream.iterate(first, day -> day.plusDays(1))
            .limit(days)
            .map(day -> day.atStartOfDay(period.zone()).toInstant())
            .toList();
    Instant end = last.plusDays(1).atStartOfDay(period.zone()).toInstant();
    ObservationQuestions questions = new ObservationQuestions(connection, begins, end, numbers);
    StoredObservations filled =
        new StoredObservations(connection, questions, observations(first, days, sensors), ids);
    try {
      filled.fill(SeriesQuestions.observed(connection, begins, end), numbers);
      return filled;
    } catch (SQLException | RuntimeException e) {
      filled.close();
      throw e;
    }
  }

  /** The first day of which everything is there. */
  private static LocalDate firstDay(Instant stored, Expiry expiry, ZoneId zone) {
    if (!expiry.raw(stored)) {
      return stored.atZone(zone).toLocalDate();
    }
    ZonedDateTime kept = expiry.raw().atZone(zone);
    LocalDate day = kept.toLocalDate();
    return day.atStartOfDay(zone).toInstant().equals(expiry.raw()) ? day : day.plusDays(1);
  }

  private static Observations observations(LocalDate first, int days, List<Sensor> sensors) {
    Observations observations =
        new Observations(first, days, sensors.stream().map(Sensor::id).toList());
    for (int i = 0; i < sensors.size(); i++) {
      observations.group(i, sensors.get(i).group());
    }
    return observations;
  }

  Observations observations() {
    return observations;
  }

  /** Ends what is under way once the connection's deadline has passed. */
  void requireTime() {
    try {
      DeadlineConnection.require(connection);
    } catch (SQLException e) {
      throw unchecked(e);
    }
  }

  private void fill(Map<Integer, Map<Integer, BucketObserved>> observed, List<Integer> numbers)
      throws SQLException {
    Map<Integer, Integer> places = new HashMap<>();
    numbers.forEach(number -> places.put(number, places.size()));
    observed.forEach(
        (day, sensors) ->
            sensors.forEach(
                (number, one) -> {
                  if (places.containsKey(number)) {
                    double addressDays = one.daysIpv4() > 0 ? one.daysIpv4() : one.daysIpv6();
                    observations.observed(places.get(number), day, addressDays);
                  }
                }));
    questions.cells(
        (at, country, packets, sources) ->
            observations.countFrom(
                country, at.day(), series(at), bounded(packets), bounded(sources)));
    questions.atSensors(
        (at, sensor, packets) ->
            observations.countAt(places.get(sensor), at.day(), series(at), bounded(packets)));
    questions.loud(
        (at, country, source, network, packets) ->
            observations.loud(
                new LoudSourceDay(
                    at.day(), series(at), source.toString(), country, network, packets)));
  }

  @Override
  public Map<Key, double[]> of(Set<Series> asked, Dimension dimension) {
    Map<Key, double[]> details = new HashMap<>();
    ObservationQuestions.Column column =
        switch (dimension) {
          case NETWORK -> ObservationQuestions.Column.NETWORK;
          case SENSOR -> ObservationQuestions.Column.SENSOR;
          case FINGERPRINT -> ObservationQuestions.Column.FINGERPRINT;
          case SIGNATURE -> ObservationQuestions.Column.SIGNATURE;
          case COUNTRY -> throw new IllegalArgumentException("countries are in the observations");
        };
    try {
      if (!asked.equals(chosen)) {
        questions.choose(asked.stream().map(ports::get).toList());
        chosen = Set.copyOf(asked);
      }
      questions.details(
          column,
          (at, country, value, packets) -> {
            String named =
                dimension == Dimension.SENSOR ? sensorIds.get(Integer.valueOf(value)) : value;
            details
                    .computeIfAbsent(
                        new Key(series(at), country, named),
                        key -> new double[observations.days()])[at.day()] +=
                packets;
          });
    } catch (SQLException e) {
      throw unchecked(e);
    }
    return details;
  }

  @Override
  public Map<String, Long> sources(
      Series asked, String country, Set<String> apart, LocalDate from, LocalDate to) {
    try {
      return questions.sourcesByGroup(ports.get(asked), country, apart, day(from), day(to));
    } catch (SQLException e) {
      throw unchecked(e);
    }
  }

  private int day(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(observations.first(), date);
  }

  private static UncheckedIOException unchecked(SQLException e) {
    return new UncheckedIOException(new IOException(e.getMessage(), e));
  }

  private Series series(DayOfPort at) {
    return series.computeIfAbsent(
        new PortOfClass(at.trafficClass(), at.port()),
        key -> {
          Series one = new Series(trafficClass(key.trafficClass()), words(key.port()));
          ports.put(one, key);
          return one;
        });
  }

  private static TrafficClass trafficClass(String label) {
    return Stream.of(TrafficClass.values())
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("class " + label + " in the store"));
  }

  /** A port as people write it. */
  static String words(PortKey port) {
    String protocol = PortWords.protocol(port.protocol());
    int number = port.icmpType() >= 0 ? port.icmpType() : port.port();
    return protocol == null || number < 0
        ? Integer.toString(port.protocol())
        : number + "/" + protocol;
  }

  private static int bounded(long count) {
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  @Override
  public void close() throws SQLException {
    if (questions != null) {
      questions.close();
    }
  }
}
