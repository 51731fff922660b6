// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the attacker who wants to know which addresses are sensors: he sends to one candidate
 * address, reads the public editions of two quarters, and guesses. Half of 200 candidates are
 * sensors. He knows that, so he calls those sensors whose number rose most.
 */
class SensorHunterTest {
  private static final int SENSORS = 24;
  private static final int CANDIDATES = 200;
  private static final int DAYS = 91;
  private static final LocalDate FIRST = LocalDate.of(2017, 1, 1);
  private static final double SPREAD = 0.5;
  private static final double K = 8;
  private static final double CORRELATION = 0.6;
  private static final double[] BASES = {
    410, 165, 118, 100, 92, 62, 60, 58, 55, 44, 42, 28, 24, 22, 18, 17, 13, 5, 4, 3, 2, 1, 0.05
  };
  private static final int TOP_FIVE = 2;
  private static final int RARE = BASES.length - 1;

  /** What he reads in the two editions of the port that he sent to. */
  private record Read(double day, double quarter, double shown) {}

  static Stream<Attack> attacks() {
    return Stream.of(
        new Attack(TOP_FIVE, 1, 1),
        new Attack(TOP_FIVE, 10, 1),
        new Attack(TOP_FIVE, 100, 1),
        new Attack(TOP_FIVE, 100, DAYS),
        new Attack(RARE, 10, 1),
        new Attack(RARE, 100, 1),
        new Attack(RARE, 100, DAYS));
  }

  /**
   * What he sends.
   *
   * @param times of what the port gets on a day
   */
  record Attack(int port, double times, int days) {}

  @ParameterizedTest
  @MethodSource("attacks")
  void guessesNoBetterThanChance(Attack attack) {
    List<Read> reads = new ArrayList<>();
    for (int candidate = 0; candidate < CANDIDATES; candidate++) {
      reads.add(read(attack, candidate));
    }
    for (Trick trick : Trick.values()) {
      int right = trick.right(reads);
      double share = (double) right / CANDIDATES;
      double half = 1.96 * Math.sqrt(share * (1 - share) / CANDIDATES);
      System.out.printf(
          "%s, %s: %d of %d right, 95 %% interval %.3f to %.3f%n",
          attack, trick, right, CANDIDATES, share - half, share + half);
      assertThat(share - half)
          .as("%s with %s: 95 %% interval %.3f to %.3f", attack, trick, share - half, share + half)
          .isLessThanOrEqualTo(0.5);
    }
  }

  /** How he guesses. */
  private enum Trick {
    DAY,
    QUARTER,
    SHOWN;

    double of(Read read) {
      return switch (this) {
        case DAY -> read.day();
        case QUARTER -> read.quarter();
        case SHOWN -> read.shown();
      };
    }

    /** The odd candidates are sensors; of equal numbers he tosses a coin. */
    int right(List<Read> reads) {
      Random coin = new Random(ordinal());
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < reads.size(); i++) {
        order.add(i);
      }
      java.util.Collections.shuffle(order, coin);
      order.sort((a, b) -> Double.compare(of(reads.get(b)), of(reads.get(a))));
      int right = 0;
      for (int i = 0; i < order.size(); i++) {
        boolean guess = i < order.size() / 2;
        right += guess == isSensor(order.get(i)) ? 1 : 0;
      }
      return right;
    }
  }

  private static boolean isSensor(int candidate) {
    return candidate % 2 == 1;
  }

  /** What the sensors of one candidate's world see without him. */
  private record World(
      int target,
      int day,
      Map<String, double[]> before,
      Map<String, double[]> now,
      Map<Integer, double[][]> days) {}

  private static final Map<Integer, World> WORLDS = new HashMap<>();

  private static World world(int candidate) {
    Random random = new Random(candidate * 31L + 7);
    double[] levels = new double[SENSORS];
    for (int s = 0; s < SENSORS; s++) {
      levels[s] = Math.exp(SPREAD * random.nextGaussian() - SPREAD * SPREAD / 2);
    }
    int target = isSensor(candidate) ? random.nextInt(SENSORS) : -1;
    int day = 10 + random.nextInt(DAYS - 20);
    Map<String, double[]> before = new LinkedHashMap<>();
    Map<String, double[]> now = new LinkedHashMap<>();
    Map<Integer, double[][]> days = new HashMap<>();
    for (int port = 0; port < BASES.length; port++) {
      before.put(key(port), Frame.sum(counts(BASES[port], levels, random)));
      double[][] quarter = counts(BASES[port], levels, random);
      if (port == TOP_FIVE || port == RARE) {
        days.put(port, quarter);
      }
      now.put(key(port), Frame.sum(quarter));
    }
    return new World(target, day, before, now, days);
  }

  private static Read read(Attack attack, int candidate) {
    World world = WORLDS.computeIfAbsent(candidate, SensorHunterTest::world);
    int day = world.day();
    double[][] days = new double[DAYS][];
    for (int d = 0; d < DAYS; d++) {
      days[d] = world.days().get(attack.port())[d].clone();
    }
    int from = attack.days() == 1 ? day : 0;
    for (int d = from; world.target() >= 0 && d < from + attack.days(); d++) {
      days[d][world.target()] += Math.max(1, Math.round(attack.times() * BASES[attack.port()]));
    }
    Map<String, double[]> before = world.before();
    Map<String, double[]> now = new LinkedHashMap<>(world.now());
    now.put(key(attack.port()), Frame.sum(days));
    Frame frameNow = frame(FIRST.plusDays(DAYS));
    Estimates estimates = new Estimates(Edition.PUBLIC, frameNow, frame(FIRST), now, before);
    List<ReportContents.Row> rows =
        estimates.ranked().rows(now, before, k -> k, k -> null, BASES.length, false);
    ReportContents.Row row =
        rows.stream().filter(r -> r.key().equals(key(attack.port()))).findFirst().orElse(null);
    List<Double> line = estimates.line("", days, frameNow).values();
    double around = 0;
    for (int d = -3; d <= 3; d++) {
      around += d == 0 ? 0 : value(line.get(day + d)) / 6;
    }
    return new Read(
        value(line.get(day)) / (around + 1e-9),
        row == null || row.previousRate() == null ? 0 : row.rate() / row.previousRate(),
        row == null ? 0 : BASES.length - row.rank());
  }

  private static double value(Double shown) {
    return shown == null ? 0 : shown;
  }

  private static String key(int port) {
    return "port-" + port;
  }

  private static Frame frame(LocalDate from) {
    List<Instant> days = new ArrayList<>();
    double[][] observed = new double[DAYS][SENSORS];
    for (int d = 0; d <= DAYS; d++) {
      days.add(from.plusDays(d).atStartOfDay(ZoneOffset.UTC).toInstant());
      if (d < DAYS) {
        java.util.Arrays.fill(observed[d], 1);
      }
    }
    return new Frame(from, from.plusDays(DAYS - 1), days, observed);
  }

  // Days vary together over all sensors, as negative binomial counts that remember the day before.
  private static double[][] counts(double base, double[] levels, Random random) {
    double[][] counts = new double[DAYS][SENSORS];
    double state = random.nextGaussian();
    double sigma = Math.sqrt(Math.log(1 + 1 / K));
    for (int d = 0; d < DAYS; d++) {
      state =
          CORRELATION * state + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
      double level = base * Math.exp(sigma * state - sigma * sigma / 2);
      for (int s = 0; s < SENSORS; s++) {
        counts[d][s] = poisson(level * levels[s], random);
      }
    }
    return counts;
  }

  private static double poisson(double mean, Random random) {
    if (mean > 30) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
