// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.teiten.flowtuple.TrafficClass;

/**
 * Draws daily counts as the comments of the acceptance model say: negative binomial by port and
 * country, its daily factor correlated from day to day, sensors that differ, weekdays, drifts.
 */
final class CubeModel implements Breakdowns {
  /** A planted change. */
  record Planted(
      String port,
      Set<String> countries,
      Set<String> except,
      LocalDate from,
      LocalDate until,
      double factor,
      String shape,
      List<Long> networks) {
    double at(LocalDate day) {
      long since = ChronoUnit.DAYS.between(from, day);
      if (since < 0 || (until != null && !day.isBefore(until))) {
        return 0;
      }
      return switch (shape) {
        case "ramp" -> factor * Math.min(1, (since + 1) / 14.0);
        case "fluctuating" -> factor * (1 + 0.5 * Math.cos(2 * Math.PI * since / 14));
        default -> factor;
      };
    }
  }

  record Outage(int sensor, LocalDate from, LocalDate to) {}

  record Port(String name, double q1, double q2) {}

  record Region(String name, double q1, double q2) {}

  static final LocalDate FIRST = LocalDate.of(2017, 1, 1);
  static final int DAYS = 181;
  private static final LocalDate MID1 = LocalDate.of(2017, 2, 15);
  private static final LocalDate MID2 = LocalDate.of(2017, 5, 15);
  private static final double CORRELATION = 0.6;
  private static final double SOURCES = 0.18;

  final List<Port> ports = new ArrayList<>();
  final List<Region> regions = new ArrayList<>();
  final List<Planted> planted = new ArrayList<>();
  final List<Outage> outages = new ArrayList<>();
  final Map<Integer, Integer> appearing = new HashMap<>();

  /** Sensors that say they observe and see nothing. */
  final List<Outage> silent = new ArrayList<>();

  int k = 8;
  int sensors = 24;
  int loudSources = 18;
  boolean drifts = true;
  private final Map<Key, double[]> networks = new HashMap<>();

  static CubeModel acceptance() {
    return acceptance(400);
  }

  static CubeModel acceptance(int otherPorts) {
    CubeModel model = new CubeModel();
    String[][] table = {
      {"23/tcp", "620", "410"},
      {"5358/tcp", "210", "62"},
      {"22/tcp", "150", "118"},
      {"7547/tcp", "120", "92"},
      {"2323/tcp", "88", "60"},
      {"80/tcp", "70", "58"},
      {"3389/tcp", "60", "55"},
      {"6789/tcp", "52", "24"},
      {"8/icmp", "48", "44"},
      {"8080/tcp", "44", "42"},
      {"1433/tcp", "36", "36"},
      {"445/tcp", "30", "55"},
      {"5060/udp", "26", "28"},
      {"53/udp", "22", "22"},
      {"1900/udp", "20", "18"},
      {"443/tcp", "16", "17"},
      {"3306/tcp", "12", "13"}
    };
    for (String[] row : table) {
      model.ports.add(new Port(row[0], Double.parseDouble(row[1]), Double.parseDouble(row[2])));
    }
    double harmonic = 0;
    for (int i = 1; i <= 400; i++) {
      harmonic += 1.0 / i;
    }
    for (int i = 1; i <= otherPorts; i++) {
      model.ports.add(new Port(10_000 + i + "/tcp", 90 / harmonic / i, 95 / harmonic / i));
    }
    String[][] shares = {
      {"CN", "0.265", "0.245"},
      {"US", "0.130", "0.140"},
      {"TW", "0.095", "0.042"},
      {"KR", "0.075", "0.074"},
      {"VN", "0.066", "0.044"},
      {"BR", "0.056", "0.061"},
      {"RU", "0.040", "0.094"},
      {"IN", "0.035", "0.038"},
      {"NL", "0.030", "0.033"},
      {"JP", "0.018", "0.018"}
    };
    for (String[] row : shares) {
      model.regions.add(new Region(row[0], Double.parseDouble(row[1]), Double.parseDouble(row[2])));
    }
    for (int i = 0; i < 40; i++) {
      model.regions.add(
          new Region("" + (char) ('A' + i / 20) + (char) ('A' + i % 20), 0.19 / 40, 0.211 / 40));
    }
    return model;
  }

  CubeModel withAcceptanceChanges() {
    planted.add(change("1433/tcp", null, 4, 3, 4.6, "ramp"));
    planted.add(
        new Planted(
            "445/tcp",
            Set.of(),
            Set.of("JP"),
            LocalDate.of(2017, 5, 13),
            null,
            1.8,
            "step",
            List.of()));
    planted.add(change("445/tcp", "JP", 5, 23, 0.30, "step"));
    planted.add(
        new Planted(
            "22/tcp",
            Set.of("JP"),
            Set.of(),
            LocalDate.of(2017, 6, 13),
            null,
            0.35,
            "fluctuating",
            List.of(9605L, 2516L, 17676L, 2497L)));
    outages.add(new Outage(6, LocalDate.of(2017, 4, 18), LocalDate.of(2017, 4, 20)));
    return this;
  }

  static Planted change(
      String port, String country, int month, int day, double factor, String shape) {
    return new Planted(
        port,
        country == null ? Set.of() : Set.of(country),
        Set.of(),
        LocalDate.of(2017, month, day),
        null,
        factor,
        shape,
        List.of());
  }

  private double level(double q1, double q2, LocalDate day) {
    if (!drifts) {
      return q1;
    }
    double t = (double) ChronoUnit.DAYS.between(MID1, day) / ChronoUnit.DAYS.between(MID1, MID2);
    return q1 + (q2 - q1) * Math.max(0, Math.min(1, t));
  }

  Observations draw(long seed) {
    Random random = new Random(seed);
    networks.clear();
    List<String> names = new ArrayList<>();
    double[] spread = new double[sensors];
    double mean = 0;
    for (int s = 0; s < sensors; s++) {
      names.add(String.format("sensor-%02d", s + 1));
      spread[s] = Math.exp(0.5 * random.nextGaussian());
      mean += spread[s] / sensors;
    }
    Observations observations = new Observations(FIRST, DAYS, names);
    double[][] cover = new double[sensors][DAYS];
    for (int s = 0; s < sensors; s++) {
      spread[s] /= mean;
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = FIRST.plusDays(day);
        boolean out = day < appearing.getOrDefault(s, 0);
        for (Outage outage : outages) {
          out |=
              outage.sensor() == s && !date.isBefore(outage.from()) && !date.isAfter(outage.to());
        }
        boolean blind = false;
        for (Outage outage : silent) {
          blind |=
              outage.sensor() == s && !date.isBefore(outage.from()) && !date.isAfter(outage.to());
        }
        cover[s][day] = out || blind ? 0 : 1;
        observations.observed(s, day, out ? 0 : 1);
      }
    }
    for (Port port : ports) {
      drawPort(observations, port, spread, cover, random);
    }
    for (int i = 0; i < loudSources; i++) {
      Port port = ports.get(random.nextInt(17));
      String country = regions.get(random.nextInt(regions.size())).name();
      int packets = 50 + random.nextInt(451);
      int start = random.nextInt(DAYS - 5);
      int sensor = random.nextInt(sensors);
      Series series = new Series(TrafficClass.SCAN, port.name());
      for (int day = start; day < start + 1 + random.nextInt(5); day++) {
        observations.countFrom(country, day, series, packets, 1);
        observations.countAt(sensor, day, series, packets);
        observations.loud(
            new LoudSourceDay(day, series, "198.51.100." + i, country, 64500 + i, packets));
      }
    }
    return observations;
  }

  private void drawPort(
      Observations observations, Port port, double[] spread, double[][] cover, Random random) {
    Series series = new Series(TrafficClass.SCAN, port.name());
    List<Planted> mine = planted.stream().filter(p -> p.port().equals(port.name())).toList();
    double[][] bySensor = new double[sensors][DAYS];
    for (Region region : regions) {
      double[][] state = new double[2 * k][1];
      for (double[] each : state) {
        each[0] = random.nextGaussian();
      }
      double root = Math.sqrt(CORRELATION);
      for (int day = 0; day < DAYS; day++) {
        double gamma = 0;
        for (double[] each : state) {
          each[0] = root * each[0] + Math.sqrt(1 - root * root) * random.nextGaussian();
          gamma += each[0] * each[0];
        }
        gamma /= 2 * k;
        LocalDate date = FIRST.plusDays(day);
        double base = level(port.q1(), port.q2(), date);
        double share = level(region.q1(), region.q2(), date);
        double mean = base * share;
        double added = 0;
        for (Planted change : mine) {
          double part = 0;
          if (change.countries().isEmpty() && !change.except().contains(region.name())) {
            part = base * share * change.at(date);
          } else if (change.countries().contains(region.name())) {
            part = base * change.at(date) / change.countries().size();
          }
          mean += part;
          added += change.networks().isEmpty() ? 0 : part;
        }
        double rhythm = 1 + 0.08 * Math.cos(2 * Math.PI * date.getDayOfWeek().getValue() / 7);
        double exposure = 0;
        for (int s = 0; s < sensors; s++) {
          exposure += spread[s] * cover[s][day];
        }
        int packets = poisson(mean * rhythm * exposure * gamma, random);
        if (packets == 0) {
          continue;
        }
        int sources = Math.max(1, poisson(packets * SOURCES, random));
        observations.countFrom(region.name(), day, series, packets, sources);
        for (int s = 0; s < sensors; s++) {
          bySensor[s][day] += packets * spread[s] * cover[s][day] / exposure;
        }
        for (Planted change : mine) {
          for (long network : change.networks()) {
            networks
                    .computeIfAbsent(
                        new Key(series, region.name(), Long.toString(network)),
                        key -> new double[DAYS])[day] +=
                packets * added / Math.max(mean, 1e-9) / change.networks().size();
          }
        }
      }
    }
    for (int s = 0; s < sensors; s++) {
      for (int day = 0; day < DAYS; day++) {
        int packets = poisson(bySensor[s][day], random);
        if (packets > 0) {
          observations.countAt(s, day, series, packets);
        }
      }
    }
  }

  private static int poisson(double mean, Random random) {
    if (mean > 50) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
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

  @Override
  public Map<Key, double[]> of(Set<Series> series, Dimension dimension) {
    return dimension == Dimension.NETWORK ? networks : Map.of();
  }
}
