// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.teiten.capture.aggregate.FlowTupleTable;
import org.teiten.capture.pipeline.MeterConfig;
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
 * @param networkInterface where the monitored addresses' packets arrive
 * @param monitored the observed prefixes; secret
 * @param interval length of an interval, a divisor of an hour
 * @param shutdownDeadline how long stopping may take
 */
public record SensorConfig(
    SensorId sensor,
    @Default("default") String group,
    @Key("interface") String networkInterface,
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
    Duration length = interval;
    new SettingChecks()
        .require(
            group.matches("[a-z0-9][a-z0-9-]{0,62}"),
            "group",
            "must be 1 to 63 characters of a-z 0-9 - and not begin with -")
        .require(!networkInterface.isBlank(), "interface", "is empty; name one, such as eth0")
        .require(
            !networkInterface.equals(LiveSourceConfig.EVERY_INTERFACE)
                || capture.ownTraffic() == CaptureConfig.OwnTraffic.ABSENT,
            "interface",
            "any shows what this host sends twice or more; with capture.own_traffic: present name"
                + " one, such as eth0")
        .require(
            capture.interfaces().isEmpty()
                || !networkInterface.equals(LiveSourceConfig.EVERY_INTERFACE),
            "interface",
            "any is all interfaces already; with capture.interfaces name one, such as eth0")
        .require(
            capture.interfaces().stream().map(CaptureInterface::name).distinct().count()
                    == capture.interfaces().size()
                && capture.interfaces().stream()
                    .noneMatch(one -> one.name().equals(networkInterface)),
            "capture.interfaces",
            "names an interface twice; each packet would be counted twice")
        .require(
            !monitored.isEmpty(),
            "monitored",
            "is empty; list the prefixes whose packets are observed")
        .require(
            disjoint(monitored),
            "monitored",
            "holds prefixes that overlap; keep the larger of them")
        .require(
            rowsOfAllThreads(capture, table) <= MeterConfig.MAX_ROWS,
            "table",
            "holds %d keys for each of %d capture threads, together more than the %d rows that the"
                    .formatted(table.keys(), capture.lanes(), MeterConfig.MAX_ROWS)
                + " centre takes in one interval; make keys smaller")
        .require(length.toMillis() % 1_000 == 0, "interval", "must be whole seconds, such as 60s")
        .requireAccepted(() -> Interval.requireLength((int) length.toSeconds()), "interval")
        .require(
            shutdownDeadline.compareTo(MAX_DEADLINE) <= 0 && !shutdownDeadline.isZero(),
            "shutdown_deadline",
            "must be more than nothing and at most 10m")
        .orThrow();
  }

  private static long rowsOfAllThreads(CaptureConfig capture, TableConfig table) {
    if (capture.lanes() == 1) {
      return 0; // what the table itself has checked
    }
    int keys = table.detail() == MeterConfig.Detail.PORT ? 0 : table.keys();
    return capture.lanes() * FlowTupleTable.maxRows(keys, table.foldedKeys());
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
        monitored,
        interval,
        capture,
        table,
        spool,
        centre,
        next.http(),
        next.shutdownDeadline());
  }

  /** The names of all interfaces, the sensor's own first. */
  List<String> interfaceNames() {
    return liveSources().stream().map(LiveSourceConfig::networkInterface).toList();
  }

  /** How to open each interface. */
  List<LiveSourceConfig> liveSources() {
    return Stream.concat(
            Stream.of(liveSource(networkInterface, capture.filter())),
            capture.interfaces().stream().map(one -> liveSource(one.name(), one.filter())))
        .toList();
  }

  private LiveSourceConfig liveSource(String name, Optional<String> filter) {
    return new LiveSourceConfig(
        name,
        capture.snapLength(),
        Math.toIntExact(capture.buffer().bytes()),
        LiveSourceConfig.DEFAULT_TIMEOUT,
        capture.ownTraffic() == CaptureConfig.OwnTraffic.PRESENT,
        capture.promiscuous(),
        filter);
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
