// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.util.Arrays;
import org.teiten.checks.simulator.model.Mark;

/**
 * Sources that share a reason to send: they are born when there is more to send, each lives its
 * days, and those that send on a day split its packets in proportion to their weights.
 */
final class SourcePopulation {
  private final SourceRules rules;
  private final AddressPool pool;
  private final int country;
  private final int cause;
  private final double[] marks;
  private final Draws draws;
  private final long seed;
  private final Sender sender = new Sender();

  private int live;
  private int[] address = new int[8];
  private int[] network = new int[8];
  private double[] weight = new double[8];
  private int[] lastDay = new int[8];
  private int[] share = new int[8];

  /**
   * Nobody yet.
   *
   * @param cause what {@link SimulatedDay#cause} says of its packets
   * @param marks cumulative shares of marks; null: those of the service
   */
  SourcePopulation(
      long seed,
      String name,
      SourceRules rules,
      AddressPool pool,
      int country,
      int cause,
      double[] marks) {
    this.seed = seed;
    this.draws = Draws.of(seed, "sources " + name);
    this.rules = rules;
    this.pool = pool;
    this.country = country;
    this.cause = cause;
    this.marks = marks;
  }

  /**
   * Sends packets.
   *
   * @param packets how many, at least 1
   * @param services to which service each goes, in random order
   */
  void send(SimulatedDay day, Spread spread, int packets, int[] services, ServiceTable table) {
    bury(day.number());
    int senders = rules.count(packets, draws);
    while (live < senders) {
      give(day.number());
    }
    choose(senders);
    split(packets, senders);
    int packet = 0;
    for (int i = 0; i < senders; i++) {
      long hash = Simulation.sourceHash(seed, address[i]);
      sender.at(address[i], network[i], country, cause);
      for (int n = 0; n < share[i]; n++) {
        int service = services[packet++ % services.length];
        double[] shares = marks != null ? marks : table.marks(service);
        long bits = Draws.mix(hash + service);
        sender.sendsAs(markOf(shares, Draws.unit(bits)), table.service(service).type(), hash);
        day.add(sender, service, spread.sensors().draw(draws), spread.intervals().draw(draws));
      }
    }
  }

  private static Mark markOf(double[] cumulative, double at) {
    for (int i = 1; i < cumulative.length; i++) {
      if (at < cumulative[i]) {
        return Mark.of(i);
      }
    }
    return Mark.NONE;
  }

  private void bury(int day) {
    for (int i = live - 1; i >= 0; i--) {
      if (lastDay[i] < day) {
        live--;
        move(live, i);
      }
    }
  }

  private void give(int day) {
    if (live == address.length) {
      int capacity = live * 2;
      address = Arrays.copyOf(address, capacity);
      network = Arrays.copyOf(network, capacity);
      weight = Arrays.copyOf(weight, capacity);
      lastDay = Arrays.copyOf(lastDay, capacity);
      share = Arrays.copyOf(share, capacity);
    }
    long drawn = pool.draw(draws);
    address[live] = (int) drawn;
    network[live] = (int) (drawn >>> 32);
    weight[live] = rules.weight(draws);
    lastDay[live] = day + rules.lifetime(draws) - 1;
    live++;
  }

  /** Moves a random choice of so many to the front. */
  private void choose(int senders) {
    if (senders == live) {
      return;
    }
    for (int i = 0; i < senders; i++) {
      swap(i, i + draws.below(live - i));
    }
  }

  /** Gives each sender at least one packet and the rest by weight; the sum is exact. */
  private void split(int packets, int senders) {
    double sum = 0;
    for (int i = 0; i < senders; i++) {
      sum += weight[i];
    }
    double scale = packets / sum;
    double excess = 0;
    for (int i = 0; i < senders; i++) {
      excess += Math.max(0, weight[i] * scale - 1);
    }
    int rest = packets - senders;
    double offset = draws.uniform();
    double position = offset;
    int given = 0;
    for (int i = 0; i < senders; i++) {
      double part = excess > 0 ? Math.max(0, weight[i] * scale - 1) / excess : 1.0 / senders;
      position += part * rest;
      int upTo = i == senders - 1 ? rest : Math.min(rest, (int) position);
      share[i] = 1 + upTo - given;
      given = upTo;
    }
    level(senders);
  }

  /** What passes the most that one may send goes to others that may send more. */
  private void level(int senders) {
    int most = rules.most();
    int over = 0;
    for (int i = 0; i < senders; i++) {
      if (share[i] > most) {
        over += share[i] - most;
        share[i] = most;
      }
    }
    for (int i = 0; i < senders && over > 0; i++) {
      int room = Math.min(over, most - share[i]);
      share[i] += room;
      over -= room;
    }
    share[0] += over;
  }

  private void swap(int a, int b) {
    int oldAddress = address[a];
    int oldNetwork = network[a];
    double oldWeight = weight[a];
    int oldDay = lastDay[a];
    move(b, a);
    address[b] = oldAddress;
    network[b] = oldNetwork;
    weight[b] = oldWeight;
    lastDay[b] = oldDay;
  }

  private void move(int from, int to) {
    address[to] = address[from];
    network[to] = network[from];
    weight[to] = weight[from];
    lastDay[to] = lastDay[from];
  }
}
