// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teiten.capture.aggregate.FlowTupleTable;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.source.FanoutGroup;
import org.teiten.capture.source.LiveSourceConfig;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.SensorId;
import org.teiten.sensor.ship.CentreConfig;
import org.teiten.sensor.spool.SpoolConfig;
import org.teiten.support.config.Default;
import org.teiten.support.config.Key;
import org.teiten.support.config.Secret;
import org.teiten.support.config.SettingChecks;

/**
 * All that a sensor must be told: {@code config/sensor.yaml} shows every key.
 *
 * @param sensor this sensor's name at the centre
 * @param group sensors that are compared and averaged together, such as {@code jp}
 * @param networkInterface where the monitored addresses' packets arrive, if it is one alone
 * @param interfaces in place of it, where there are several
 * @param monitored the observed prefixes; secret
 * @param interval length of an interval, a divisor of an hour
 * @param shutdownDeadline how long stopping may take
 */
public record SensorConfig(
    SensorId sensor,
    @Default("default") String group,
    @Key("interface") Optional<String> networkInterface,
    @Default("[]") List<String> interfaces,
    @Secret(form = "a list of prefixes such as [203.0.113.0/24, 2001:db8:1::/48]")
        List<IpPrefix> monitored,
    @Default("60s") Duration interval,
    CaptureConfig capture,
    TableConfig table,
    SpoolConfig spool,
    CentreConfig centre,
    HttpConfig http,
    @Default("20s") Duration shutdownDeadline) {
  private static final Duration THREADS_NEED = Duration.ofSeconds(1);
  private static final Duration MAX_DEADLINE = Duration.ofMinutes(10);

  public SensorConfig {
    monitored = List.copyOf(monitored);
    interfaces = List.copyOf(interfaces);
    Duration length = interval;
    SettingChecks checks = new SettingChecks();
    requireInterfaces(checks, networkInterface, interfaces, capture);
    int lanes = capture.threads() * Math.max(1, interfaces.size());
    checks
        .require(
            group.matches("[a-z0-9][a-z0-9-]{0,62}"),
            "group",
            "must be 1 to 63 characters of a-z 0-9 - and not begin with -")
        .require(
            !monitored.isEmpty(),
            "monitored",
            "is empty; list the prefixes whose packets are observed")
        .require(
            disjoint(monitored),
            "monitored",
            "holds prefixes that overlap; keep the larger of them")
        .require(
            rowsOfAllLanes(lanes, table) <= MeterConfig.MAX_ROWS,
            "table",
            "holds %d keys for each of %d capture.threads, together more than the %d rows that the"
                    .formatted(table.keys(), lanes, MeterConfig.MAX_ROWS)
                + " centre takes in one interval; make keys smaller")
        .require(length.toMillis() % 1_000 == 0, "interval", "must be whole seconds, such as 60s")
        .requireAccepted(() -> Interval.requireLength((int) length.toSeconds()), "interval")
        .require(
            shutdownDeadline.compareTo(MAX_DEADLINE) <= 0 && !shutdownDeadline.isZero(),
            "shutdown_deadline",
            "must be more than nothing and at most 10m")
        .orThrow();
  }

  private static void requireInterfaces(
      SettingChecks checks, Optional<String> one, List<String> several, CaptureConfig capture) {
    List<String> names = one.map(List::of).orElse(several);
    String key = one.isPresent() ? "interface" : "interfaces";
    boolean ownTraffic = capture.ownTraffic() == CaptureConfig.OwnTraffic.PRESENT;
    checks
        .require(
            !names.isEmpty(), "interface", "missing; add it, or interfaces where there are several")
        .require(
            one.isEmpty() || several.isEmpty(), "interfaces", "stands beside interface; keep one")
        .require(names.stream().noneMatch(String::isBlank), key, "is empty; name one, such as eth0")
        .require(names.stream().distinct().count() == names.size(), key, "names one twice")
        .require(
            names.size() < 2 || !names.contains(LiveSourceConfig.EVERY_INTERFACE),
            key,
            "any is all interfaces together; name it alone, or the others")
        .require(
            !ownTraffic || !names.contains(LiveSourceConfig.EVERY_INTERFACE),
            key,
            "any shows what this host sends twice or more; with capture.own_traffic: present name"
                + " one, such as eth0")
        .require(
            !ownTraffic || names.size() < 2,
            key,
            "must be one with capture.own_traffic: present, for only the interface that saw what"
                + " this host sent knows the answer")
        .require(
            names.size() * capture.threads() <= FanoutGroup.MAX_MEMBERS,
            key,
            "are %d with %d capture.threads each, together more than %d"
                .formatted(names.size(), capture.threads(), FanoutGroup.MAX_MEMBERS))
        .require(
            names.containsAll(capture.filters().keySet()),
            "capture.filters",
            "names an interface that is not observed; observed are: " + String.join(", ", names));
  }

  private static long rowsOfAllLanes(int lanes, TableConfig table) {
    if (lanes == 1) {
      return 0; // what the table itself has checked
    }
    int keys = table.detail() == MeterConfig.Detail.PORT ? 0 : table.keys();
    return lanes * FlowTupleTable.maxRows(keys, table.foldedKeys());
  }

  /** Where packets are taken, one name or more. */
  List<String> allInterfaces() {
    return networkInterface.map(List::of).orElse(interfaces);
  }

  /** The key that says so. */
  String interfaceKey() {
    return networkInterface.isPresent() ? "interface" : "interfaces";
  }

  /** How often there are a capture thread, a ring and tables. */
  int lanes() {
    return allInterfaces().size() * capture.threads();
  }

  private static boolean disjoint(List<IpPrefix> prefixes) {
    for (int i = 0; i < prefixes.size(); i++) {
      for (int j = 0; j < prefixes.size(); j++) {
        if (i != j && prefixes.get(i).contains(prefixes.get(j).address())) {
          return false;
        }
      }
    }
    return true;
  }

  /** These settings with those of others that need no restart. */
  SensorConfig taking(SensorConfig next) {
    return new SensorConfig(
        sensor,
        group,
        networkInterface,
        interfaces,
        monitored,
        interval,
        capture,
        table,
        spool,
        centre,
        next.http(),
        next.shutdownDeadline());
  }

  /** How to open each of the interfaces. */
  List<LiveSourceConfig> liveSources() {
    return allInterfaces().stream().map(this::liveSource).toList();
  }

  private LiveSourceConfig liveSource(String name) {
    return new LiveSourceConfig(
        name,
        capture.snapLength(),
        Math.toIntExact(capture.buffer().bytes()),
        LiveSourceConfig.DEFAULT_TIMEOUT,
        capture.ownTraffic() == CaptureConfig.OwnTraffic.PRESENT,
        capture.filterAt(name));
  }

  /** How to meter, with this hash key. */
  MeterConfig meter(long hashKey0, long hashKey1) {
    Duration slack = LiveSourceConfig.DEFAULT_TIMEOUT.plus(THREADS_NEED);
    return new MeterConfig(
        MeterConfig.Mode.LIVE,
        (int) interval.toSeconds(),
        monitored,
        capture.managementPorts(),
        capture.tunnels(),
        table.detail(),
        table.keys(),
        table.foldedKeys(),
        slack.compareTo(interval) < 0 ? slack : interval,
        hashKey0,
        hashKey1);
  }
}
