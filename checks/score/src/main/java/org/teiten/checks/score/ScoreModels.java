// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.teiten.checks.simulator.model.AsNumber;
import org.teiten.checks.simulator.model.Backscatter;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.LoudSource;
import org.teiten.checks.simulator.model.Noise;
import org.teiten.checks.simulator.model.Outage;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.model.PortLevel;
import org.teiten.checks.simulator.model.RegionShare;
import org.teiten.checks.simulator.model.Rhythm;
import org.teiten.checks.simulator.model.SensorStart;
import org.teiten.checks.simulator.model.Shape;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.model.Sources;
import org.teiten.checks.simulator.model.Victim;
import org.teiten.flowtuple.SensorId;

/**
 * Draws half years from a seed: other ports, levels, countries, drifts, outages, single sources,
 * victims of floods, and changes in the second quarter.
 */
final class ScoreModels {
  private static final List<String> PORTS =
      List.of(
          "23/tcp",
          "22/tcp",
          "445/tcp",
          "1433/tcp",
          "3389/tcp",
          "80/tcp",
          "8080/tcp",
          "5358/tcp",
          "7547/tcp",
          "2323/tcp",
          "6789/tcp",
          "8/icmp",
          "5060/udp",
          "53/udp",
          "1900/udp",
          "443/tcp",
          "3306/tcp",
          "5555/tcp",
          "8728/tcp",
          "37215/tcp",
          "6379/tcp",
          "123/udp",
          "5900/tcp",
          "81/tcp",
          "52869/tcp",
          "2222/tcp",
          "21/tcp",
          "25/tcp",
          "11211/udp",
          "161/udp");
  private static final List<String> NEW_PORTS =
      List.of("9530/tcp", "34567/tcp", "4786/tcp", "8291/tcp", "60001/tcp", "32764/tcp");
  private static final Map<String, List<String>> NETWORKS =
      Map.of(
          "JP", List.of("AS9605", "AS2516", "AS17676", "AS2497", "AS4713"),
          "CN", List.of("AS4134", "AS4837", "AS4808"),
          "US", List.of("AS7018", "AS7922", "AS16509"),
          "KR", List.of("AS4766", "AS3786", "AS9318"),
          "TW", List.of("AS3462"),
          "VN", List.of("AS45899", "AS7552"),
          "BR", List.of("AS28573", "AS26599"),
          "RU", List.of("AS12389", "AS8402"),
          "NL", List.of("AS1136", "AS33915"));
  private static final List<String> COUNTRIES =
      List.of("CN", "US", "TW", "KR", "VN", "BR", "RU", "IN", "NL", "JP");
  private static final List<String> FAR_COUNTRIES = List.of("TR", "UA", "MX", "ID", "PL", "IT");
  private static final int YEARS_FROM = 2016;

  private ScoreModels() {}

  /** One half year. Its changes are what is to be found. */
  static SimulationModel draw(long seed, double k, boolean quiet) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + (quiet ? 1 : 0));
    for (int i = 0; i < 10; i++) {
      random.nextLong();
    }
    LocalDate from = LocalDate.of(YEARS_FROM + random.nextInt(4), random.nextBoolean() ? 1 : 7, 1);
    LocalDate to = from.plusMonths(6).minusDays(1);
    LocalDate quarter = from.plusMonths(3);
    int sensors = 12 + random.nextInt(21);
    List<PortLevel> ports = ports(random, 24.0 / sensors);
    List<RegionShare> regions = regions(random);
    List<Change> changes = quiet ? List.of() : changes(random, ports, regions, quarter, to);
    return new SimulationModel(
        "score-" + seed,
        seed,
        from,
        to,
        ZoneId.of("Asia/Tokyo"),
        Duration.ofHours(1),
        sensors,
        1,
        Map.of(),
        new Noise(k, 0.6, 0.3 + 0.4 * random.nextDouble(), 3),
        new Sources(
            140 + random.nextInt(100),
            3 + random.nextInt(8),
            new Sources.PacketsPerSource(1.3, 50)),
        new Rhythm(0.04 + 0.08 * random.nextDouble(), 0.25),
        outages(random, sensors, from, to),
        starts(random, sensors, from),
        ports,
        new Backscatter(0.03),
        regions,
        changes,
        victims(random, quarter),
        loud(random, ports, quarter),
        List.of());
  }

  private static List<PortLevel> ports(Random random, double scale) {
    List<String> names = new ArrayList<>(PORTS);
    java.util.Collections.shuffle(names, random);
    List<PortLevel> ports = new ArrayList<>();
    double whole = 0;
    for (int i = 0; i < 15 + random.nextInt(6); i++) {
      double q1 = 12 * Math.exp(random.nextDouble() * random.nextDouble() * Math.log(50));
      double drift = random.nextInt(3) == 0 ? 1 : Math.exp(0.45 * random.nextGaussian());
      whole += q1;
      ports.add(
          new PortLevel(
              PortKey.parse(names.get(i)),
              q1 * scale,
              q1 * scale * Math.max(0.25, Math.min(3, drift)),
              Map.of()));
    }
    ports.add(new PortLevel(PortKey.OTHER, whole * 0.06 * scale, whole * 0.063 * scale, Map.of()));
    return ports;
  }

  private static List<RegionShare> regions(Random random) {
    double[][] weights = new double[COUNTRIES.size()][2];
    double[] sums = new double[2];
    double[] usual = {0.26, 0.13, 0.08, 0.075, 0.06, 0.056, 0.05, 0.036, 0.03, 0.018};
    for (int i = 0; i < usual.length; i++) {
      weights[i][0] = usual[i] * Math.exp(0.3 * random.nextGaussian());
      weights[i][1] = weights[i][0] * Math.exp(0.3 * random.nextGaussian());
      sums[0] += weights[i][0];
      sums[1] += weights[i][1];
    }
    List<RegionShare> regions = new ArrayList<>();
    for (int i = 0; i < usual.length; i++) {
      regions.add(
          new RegionShare(
              Country.parse(COUNTRIES.get(i)),
              0.8 * weights[i][0] / sums[0],
              0.8 * weights[i][1] / sums[1]));
    }
    regions.add(new RegionShare(Country.OTHER, 0.2, 0.2));
    return regions;
  }

  private static List<Change> changes(
      Random random,
      List<PortLevel> ports,
      List<RegionShare> regions,
      LocalDate quarter,
      LocalDate to) {
    List<Change> changes = new ArrayList<>();
    Set<PortKey> taken = new HashSet<>();
    int count = 2 + random.nextInt(4);
    while (changes.size() < count) {
      PortLevel port = ports.get(random.nextInt(ports.size() - 1));
      if (!taken.add(port.port())) {
        continue;
      }
      LocalDate from = quarter.plusDays(3 + random.nextInt(71));
      Change change = change(random, port, regions, from);
      changes.add(change);
      LocalDate second = from.plusDays(10 + random.nextInt(20));
      boolean any = change.country().equals(Country.ANY) && change.factor().orElse(0.0) > 0;
      if (any && random.nextInt(4) == 0 && second.isBefore(to.minusDays(14))) {
        Country country = Country.parse(COUNTRIES.get(3 + random.nextInt(7)));
        changes.set(
            changes.size() - 1,
            with(change, change.country(), List.of(country), change.networks()));
        changes.add(
            rise(
                port.port(),
                country,
                second,
                Optional.empty(),
                0.3 + random.nextDouble(),
                Shape.STEP));
      }
    }
    if (random.nextInt(3) == 0) {
      changes.add(
          new Change(
              PortKey.parse(NEW_PORTS.get(random.nextInt(NEW_PORTS.size()))),
              Country.ANY,
              List.of(),
              quarter.plusDays(3 + random.nextInt(71)),
              Optional.empty(),
              Optional.empty(),
              Optional.of(3 * Math.exp(2 * random.nextDouble())),
              Shape.STEP,
              14,
              List.of(),
              Optional.empty()));
    }
    return changes;
  }

  private static Change change(
      Random random, PortLevel port, List<RegionShare> regions, LocalDate from) {
    double factor = 0.25 * Math.exp(random.nextDouble() * Math.log(16));
    int kind = random.nextInt(10);
    if (kind == 0) {
      boolean everywhere = random.nextBoolean();
      double most = everywhere ? 1 : Math.min(regions.get(0).q1(), regions.get(0).q2());
      return rise(
          port.port(),
          everywhere ? Country.ANY : regions.get(0).country(),
          from,
          Optional.empty(),
          -most * (0.5 + 0.4 * random.nextDouble()),
          Shape.STEP);
    }
    Shape shape = kind <= 2 ? Shape.RAMP : kind <= 4 ? Shape.FLUCTUATING : Shape.STEP;
    Optional<LocalDate> until =
        kind == 5
            ? Optional.of(from.plusDays(2 + random.nextInt(8)))
            : kind == 6 ? Optional.of(from.plusDays(17 + random.nextInt(30))) : Optional.empty();
    if (kind == 5) {
      factor = Math.max(1, factor);
    }
    int origin = random.nextInt(5);
    if (origin <= 1) {
      return rise(port.port(), Country.ANY, from, until, factor, shape);
    }
    if (origin == 2) {
      List<String> known = NETWORKS.keySet().stream().sorted().toList();
      String country = known.get(random.nextInt(known.size()));
      List<AsNumber> networks = NETWORKS.get(country).stream().map(AsNumber::parse).toList();
      int some = 1 + random.nextInt(networks.size());
      return with(
          rise(port.port(), Country.parse(country), from, until, factor, shape),
          Country.parse(country),
          List.of(),
          networks.subList(0, some));
    }
    List<String> list = random.nextInt(4) == 0 ? FAR_COUNTRIES : COUNTRIES;
    Country country = Country.parse(list.get(random.nextInt(list.size())));
    return rise(port.port(), country, from, until, factor, shape);
  }

  private static Change rise(
      PortKey port,
      Country country,
      LocalDate from,
      Optional<LocalDate> to,
      double factor,
      Shape shape) {
    return new Change(
        port,
        country,
        List.of(),
        from,
        to,
        Optional.of(factor),
        Optional.empty(),
        shape,
        14,
        List.of(),
        Optional.empty());
  }

  private static Change with(
      Change change, Country country, List<Country> except, List<AsNumber> networks) {
    return new Change(
        change.port(),
        country,
        except,
        change.from(),
        change.to(),
        change.factor(),
        change.packets(),
        change.shape(),
        change.rampDays(),
        networks,
        change.fingerprints());
  }

  private static List<Outage> outages(Random random, int sensors, LocalDate from, LocalDate to) {
    List<Outage> outages = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      LocalDate start = from.plusDays(20 + random.nextInt(150));
      LocalDate end = start.plusDays(1 + random.nextInt(8));
      outages.add(new Outage(sensor(random, sensors), start, end.isAfter(to) ? to : end));
    }
    if (random.nextInt(6) == 0) {
      LocalDate start = from.plusDays(100 + random.nextInt(60));
      for (int i = 0; i < sensors / 2; i++) {
        outages.add(new Outage(id(i), start, start.plusDays(6)));
      }
    }
    return outages;
  }

  private static List<SensorStart> starts(Random random, int sensors, LocalDate from) {
    List<SensorStart> starts = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      starts.add(new SensorStart(id(sensors - 1 - i), from.plusDays(40 + random.nextInt(110))));
    }
    return starts;
  }

  private static List<Victim> victims(Random random, LocalDate quarter) {
    List<Victim> victims = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      LocalDate start = quarter.plusDays(random.nextInt(80));
      victims.add(
          new Victim(
              PortKey.parse(List.of("80/tcp", "443/tcp", "53/udp").get(random.nextInt(3))),
              Country.parse(COUNTRIES.get(random.nextInt(COUNTRIES.size()))),
              start,
              start.plusDays(random.nextInt(6)),
              10 + 60 * random.nextDouble(),
              1));
    }
    return victims;
  }

  private static List<LoudSource> loud(Random random, List<PortLevel> ports, LocalDate quarter) {
    List<LoudSource> loud = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      LocalDate start = quarter.plusDays(random.nextInt(60));
      boolean sweep = random.nextInt(3) == 0;
      loud.add(
          new LoudSource(
              sweep ? PortKey.ALL : ports.get(random.nextInt(ports.size() - 1)).port(),
              Country.parse(COUNTRIES.get(random.nextInt(COUNTRIES.size()))),
              Optional.empty(),
              "all",
              start,
              start.plusDays(3 + random.nextInt(25)),
              (sweep ? 8 : 1) * (200 + random.nextInt(1500)),
              Optional.empty()));
    }
    return loud;
  }

  private static SensorId sensor(Random random, int sensors) {
    return id(random.nextInt(sensors));
  }

  private static SensorId id(int index) {
    return new SensorId("sensor-%02d".formatted(index + 1));
  }
}
