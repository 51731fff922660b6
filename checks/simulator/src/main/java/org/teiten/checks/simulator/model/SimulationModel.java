// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.Default;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.config.SettingChecks;

/**
 * What is to be simulated (docs/44-simulator.md). Levels are mean packets per monitored address and
 * day; days are those of the zone.
 *
 * @param name what it is called
 * @param seed of the random numbers, unless the command names another
 * @param from first day
 * @param to last day
 * @param zone whose days; its offset must be a multiple of the interval
 * @param interval length of the intervals in batches
 * @param sensors number of sensors, {@code sensor-01} and so on
 * @param addressesPerSensor monitored IPv4 addresses of each
 * @param groups first and last sensor of each group; all in one group {@code default} if empty
 * @param noise how counts scatter
 * @param sources how counts split into sources
 * @param rhythm of week and day
 * @param outages days without a sensor
 * @param sensorsFrom sensors that come later
 * @param ports base levels
 * @param backscatter replies to spoofed packets
 * @param regions shares of countries
 * @param changes what changes on top
 * @param victims floods of which backscatter arrives
 * @param loud single addresses that send much
 * @param cleaned sources that somebody puts an end to
 */
public record SimulationModel(
    String name,
    long seed,
    LocalDate from,
    LocalDate to,
    @Default("UTC") ZoneId zone,
    @Default("1h") Duration interval,
    int sensors,
    @Default("1") int addressesPerSensor,
    @Default("{}") Map<String, List<SensorId>> groups,
    Noise noise,
    Sources sources,
    Rhythm rhythm,
    @Default("[]") List<Outage> outages,
    @Default("[]") List<SensorStart> sensorsFrom,
    List<PortLevel> ports,
    Backscatter backscatter,
    List<RegionShare> regions,
    @Default("[]") List<Change> changes,
    @Default("[]") List<Victim> victims,
    @Default("[]") List<LoudSource> loud,
    @Default("[]") List<Cleaned> cleaned) {
  private static final String DEFAULT_GROUP = "default";
  private static final long MAX_DAYS = 3_660;
  private static final double SHARE_TOLERANCE = 0.005;

  public SimulationModel {
    SettingChecks checks =
        new SettingChecks()
            .require(!name.isBlank(), "name", "is empty")
            .require(!to.isBefore(from), "to", "is before " + from)
            .require(
                ChronoUnit.DAYS.between(from, to) < MAX_DAYS, "to", "is more than ten years later")
            .require(from.getYear() >= 1971, "from", "must be 1971 or later")
            .require(sensors >= 1 && sensors <= 1_000, "sensors", "must be 1 to 1000")
            .require(
                addressesPerSensor >= 1 && addressesPerSensor <= 65_536,
                "addresses_per_sensor",
                "must be 1 to 65536")
            .requireAccepted(
                () -> Interval.requireLength(Math.toIntExact(interval.toSeconds())), "interval");
    checkZone(checks, zone, interval, from, to);
    checkGroups(checks, groups, sensors);
    checkPorts(checks, ports, changes, loud);
    checkShares(checks, regions);
    for (int i = 0; i < outages.size(); i++) {
      checkSensor(checks, outages.get(i).sensor().value(), sensors, "outages[" + i + "].sensor");
    }
    for (int i = 0; i < sensorsFrom.size(); i++) {
      String key = "sensors_from[" + i + "].sensor";
      checkSensor(checks, sensorsFrom.get(i).sensor().value(), sensors, key);
    }
    for (int i = 0; i < loud.size(); i++) {
      if (!loud.get(i).sensor().equals("all")) {
        checkSensor(checks, loud.get(i).sensor(), sensors, "loud[" + i + "].sensor");
      }
    }
    checks.orThrow();
  }

  /**
   * Reads a model file.
   *
   * @throws InvalidConfigException with every problem and its line
   * @throws IOException if the file cannot be read
   */
  public static SimulationModel load(Path file) throws IOException, InvalidConfigException {
    return ConfigFile.load(file, SimulationModel.class);
  }

  /** The same with another seed. */
  public SimulationModel withSeed(long other) {
    return new SimulationModel(
        name,
        other,
        from,
        to,
        zone,
        interval,
        sensors,
        addressesPerSensor,
        groups,
        noise,
        sources,
        rhythm,
        outages,
        sensorsFrom,
        ports,
        backscatter,
        regions,
        changes,
        victims,
        loud,
        cleaned);
  }

  /** The sensors' ids, in order. */
  public List<SensorId> sensorIds() {
    List<SensorId> ids = new ArrayList<>(sensors);
    for (int i = 0; i < sensors; i++) {
      ids.add(sensorId(i, sensors));
    }
    return ids;
  }

  /** The group of a sensor. */
  public String group(SensorId sensor) {
    for (Map.Entry<String, List<SensorId>> group : groups.entrySet()) {
      if (group.getValue().get(0).compareTo(sensor) <= 0
          && group.getValue().get(1).compareTo(sensor) >= 0) {
        return group.getKey();
      }
    }
    return DEFAULT_GROUP;
  }

  /** Whether a sensor observes on a day. */
  public boolean observes(SensorId sensor, LocalDate day) {
    return outages.stream().noneMatch(outage -> outage.covers(sensor, day))
        && sensorsFrom.stream()
            .noneMatch(start -> start.sensor().equals(sensor) && day.isBefore(start.from()));
  }

  /** The base level of a port that has one. */
  public PortLevel level(PortKey port) {
    return ports.stream()
        .filter(each -> each.port().equals(port))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no level of " + port));
  }

  private static SensorId sensorId(int index, int sensors) {
    int digits = Math.max(2, Integer.toString(sensors).length());
    return new SensorId(("sensor-%0" + digits + "d").formatted(index + 1));
  }

  private static void checkSensor(SettingChecks checks, String id, int sensors, String key) {
    boolean known = false;
    for (int i = 0; i < Math.min(sensors, 1_000) && !known; i++) {
      known = sensorId(i, sensors).value().equals(id);
    }
    checks.require(known, key, "is not one of the model's " + sensors + " sensors");
  }

  private static void checkZone(
      SettingChecks checks, ZoneId zone, Duration interval, LocalDate from, LocalDate to) {
    long length = interval.toSeconds();
    if (length < 1 || ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
      return;
    }
    for (LocalDate day = from; !day.isAfter(to.plusDays(1)); day = day.plusDays(1)) {
      Instant start = day.atStartOfDay(zone).toInstant();
      if (start.getEpochSecond() % length != 0) {
        checks.require(
            false, "interval", "does not divide the offset of " + zone + "; write a shorter one");
        return;
      }
    }
  }

  private static void checkGroups(
      SettingChecks checks, Map<String, List<SensorId>> groups, int sensors) {
    Set<Integer> taken = new HashSet<>();
    for (Map.Entry<String, List<SensorId>> group : groups.entrySet()) {
      String key = "groups." + group.getKey();
      List<SensorId> run = group.getValue();
      checks.requireAccepted(() -> new SensorId(group.getKey()), key);
      if (run.size() != 2) {
        checks.require(false, key, "must be the first and the last sensor of a run");
        continue;
      }
      checkSensor(checks, run.get(0).value(), sensors, key + "[0]");
      checkSensor(checks, run.get(1).value(), sensors, key + "[1]");
      boolean free = true;
      for (int i = 0; i < Math.min(sensors, 1_000); i++) {
        SensorId id = sensorId(i, sensors);
        if (run.get(0).compareTo(id) <= 0 && run.get(1).compareTo(id) >= 0) {
          free &= taken.add(i);
        }
      }
      checks.require(free, key, "overlaps another group");
    }
    if (!groups.isEmpty() && taken.size() < sensors) {
      checks.require(
          false,
          "groups",
          (sensors - taken.size()) + " of " + sensors + " sensors are in no group");
    }
  }

  private static void checkPorts(
      SettingChecks checks, List<PortLevel> ports, List<Change> changes, List<LoudSource> loud) {
    checks.require(!ports.isEmpty(), "ports", "is empty; name at least one");
    Set<PortKey> known = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      PortKey port = ports.get(i).port();
      checks.require(known.add(port), "ports[" + i + "].port", port + " is given twice");
    }
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      checks.require(
          change.packets().isPresent() || known.contains(change.port()),
          "changes[" + i + "].port",
          change.port() + " has no base level under ports; write packets instead of factor");
    }
    for (int i = 0; i < loud.size(); i++) {
      boolean marked = loud.get(i).fingerprint().isPresent();
      checks.require(
          !marked || !loud.get(i).port().isPort() || loud.get(i).port().protocol() == PortKey.TCP,
          "loud[" + i + "].fingerprint",
          "is a mark of TCP packets");
    }
  }

  private static void checkShares(SettingChecks checks, List<RegionShare> regions) {
    checks.require(!regions.isEmpty(), "regions", "is empty; name at least one");
    Set<Country> known = new HashSet<>();
    double q1 = 0;
    double q2 = 0;
    for (int i = 0; i < regions.size(); i++) {
      RegionShare region = regions.get(i);
      checks.require(
          known.add(region.country()),
          "regions[" + i + "].country",
          region.country() + " is given twice");
      q1 += region.q1();
      q2 += region.q2();
    }
    checks
        .require(Math.abs(q1 - 1) < SHARE_TOLERANCE, "regions", "q1 adds up to " + q1 + ", not 1")
        .require(Math.abs(q2 - 1) < SHARE_TOLERANCE, "regions", "q2 adds up to " + q2 + ", not 1");
  }
}
