// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.teiten.checks.simulator.model.Mark;

/**
 * What all sensors observed on one day of the model's zone: a table in columns, by row number from
 * 0. Rows are in no order; several may belong to one FlowTuple, so add them up.
 */
public final class SimulatedDay {
  private final Simulation simulation;
  private final LocalDate date;
  private final int number;
  private final long startSeconds;
  private final int intervals;
  private final boolean[] observing;
  private final CleanedSources cleaned;

  private int size;
  private short[] sensor = new short[1 << 14];
  private int[] service = new int[1 << 14];
  private int[] interval = new int[1 << 14];
  private short[] country = new short[1 << 14];
  private int[] network = new int[1 << 14];
  private int[] source = new int[1 << 14];
  private byte[] mark = new byte[1 << 14];
  private byte[] signature = new byte[1 << 14];
  private short[] cause = new short[1 << 14];

  SimulatedDay(
      Simulation simulation,
      LocalDate date,
      int number,
      long startSeconds,
      int intervals,
      boolean[] observing,
      CleanedSources cleaned) {
    this.simulation = simulation;
    this.date = date;
    this.number = number;
    this.startSeconds = startSeconds;
    this.intervals = intervals;
    this.observing = observing;
    this.cleaned = cleaned;
  }

  /** Notes a packet, if its sensor observes and its source was not cleaned. */
  void add(Sender sender, int toService, int atSensor, int atInterval) {
    if (cleaned.silent(sender, toService, number) || !observing[atSensor]) {
      return;
    }
    if (size == sensor.length) {
      grow();
    }
    int row = size++;
    sensor[row] = (short) atSensor;
    service[row] = toService;
    interval[row] = atInterval;
    country[row] = (short) sender.country;
    network[row] = sender.network;
    source[row] = sender.address;
    mark[row] = (byte) sender.mark.ordinal();
    signature[row] = (byte) sender.signature;
    cause[row] = (short) sender.cause;
  }

  private void grow() {
    int capacity = size * 2;
    sensor = Arrays.copyOf(sensor, capacity);
    service = Arrays.copyOf(service, capacity);
    interval = Arrays.copyOf(interval, capacity);
    country = Arrays.copyOf(country, capacity);
    network = Arrays.copyOf(network, capacity);
    source = Arrays.copyOf(source, capacity);
    mark = Arrays.copyOf(mark, capacity);
    signature = Arrays.copyOf(signature, capacity);
    cause = Arrays.copyOf(cause, capacity);
  }

  /** Which day, in the model's zone. */
  public LocalDate date() {
    return date;
  }

  /** Days since the model's first. */
  public int number() {
    return number;
  }

  /** Start of the day, seconds since 1970, UTC. */
  public long startSeconds() {
    return startSeconds;
  }

  /** Number of intervals in the day. */
  public int intervals() {
    return intervals;
  }

  /** Whether a sensor observed on this day, all of it or nothing. */
  public boolean observed(int sensorNumber) {
    return observing[sensorNumber];
  }

  /** Number of rows. Each is one packet. */
  public int rows() {
    return size;
  }

  /** Number of the sensor, as in {@link Simulation#sensors()}. */
  public int sensor(int row) {
    return sensor[row];
  }

  /** Number of the service, as in {@link Simulation#services()}. */
  public int serviceNumber(int row) {
    return service[row];
  }

  public Service service(int row) {
    return services().get(service[row]);
  }

  /** Interval of the day, from 0. */
  public int interval(int row) {
    return interval[row];
  }

  /** Hour since the day began, from 0. */
  public int hour(int row) {
    return (int) ((long) interval[row] * simulation.intervalSeconds() / 3_600);
  }

  /** Number of the country, as in {@link Simulation#countries()}. */
  public int countryNumber(int row) {
    return country[row];
  }

  /** ISO 3166 code. */
  public String country(int row) {
    return simulation.countries().get(country[row]).code();
  }

  /** AS number, unsigned. */
  public int network(int row) {
    return network[row];
  }

  /** IPv4 address. */
  public int source(int row) {
    return source[row];
  }

  public Mark mark(int row) {
    return Mark.of(mark[row]);
  }

  /** Index in {@link StackSignature#ALL} plus 1; 0 if the packet is no SYN. */
  public int signature(int row) {
    return signature[row];
  }

  /**
   * Why the packet was sent: 0 the base level (or a loud source or victim), i + 1 the model's
   * change i. Nothing that is observed tells this.
   */
  public int cause(int row) {
    return cause[row];
  }

  private List<Service> services() {
    return simulation.services();
  }
}
