// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.teiten.checks.simulator.model.Change;
import org.teiten.checks.simulator.model.Levels;
import org.teiten.checks.simulator.model.LoudSource;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.model.PortLevel;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.model.Victim;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;

/** All services of a simulation, numbered, with their levels and marks. */
final class ServiceTable {
  /** Number of ports that {@code other} stands for. */
  static final int OTHER_PORTS = 400;

  private static final int[] KNOWN_TCP = {
    21, 25, 81, 82, 88, 110, 111, 135, 139, 143, 389, 502, 554, 587, 631, 873, 902, 993, 995, 1080,
    1099, 1521, 1723, 1883, 2375, 3128, 4567, 4899, 5000, 5432, 5555, 5672, 5900, 5901, 5984, 5985,
    6000, 6379, 6667, 7001, 8000, 8081, 8088, 8118, 8291, 8443, 8545, 8888, 9000, 9090, 9200, 9600,
    10000, 11211, 20000, 27017, 37777, 44818, 47808, 49152, 52869
  };
  private static final int[] KNOWN_UDP = {17, 19, 69, 111, 123, 137, 161, 389, 500, 5353, 11211};

  private record Reply(TrafficType type, PortKey port, double weight) {}

  private static final List<Reply> BACKSCATTER =
      List.of(
          new Reply(TrafficType.TCP_SYN_ACK, tcp(80), 0.30),
          new Reply(TrafficType.TCP_RST_ACK, tcp(80), 0.08),
          new Reply(TrafficType.TCP_SYN_ACK, tcp(443), 0.18),
          new Reply(TrafficType.TCP_RST_ACK, tcp(443), 0.05),
          new Reply(TrafficType.TCP_SYN_ACK, tcp(22), 0.06),
          new Reply(TrafficType.TCP_RST, tcp(22), 0.03),
          new Reply(TrafficType.TCP_SYN_ACK, tcp(25565), 0.06),
          new Reply(TrafficType.TCP_SYN_ACK, tcp(8080), 0.05),
          new Reply(TrafficType.TCP_RST_ACK, tcp(6667), 0.04),
          new Reply(TrafficType.TCP_SYN_ACK, tcp(53), 0.03),
          new Reply(TrafficType.UDP_RESPONSE, new PortKey(PortKey.UDP, 53), 0.06),
          new Reply(TrafficType.ICMP_ECHO_REPLY, new PortKey(PortKey.ICMP, 0), 0.06));

  private final List<Service> services = new ArrayList<>();
  private final Map<Service, Integer> numbers = new HashMap<>();
  private final List<PortLevel> levels = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final List<double[]> marks = new ArrayList<>();
  private final Levels expected;

  ServiceTable(SimulationModel model, long seed) {
    this.expected = new Levels(model);
    Set<PortKey> named = new TreeSet<>();
    model.changes().stream().map(Change::port).forEach(named::add);
    model.loud().stream().map(LoudSource::port).filter(PortKey::isPort).forEach(named::add);
    for (PortLevel level : model.ports()) {
      if (level.port().isPort()) {
        add(Service.scanOf(level.port()), level, 1);
        named.add(level.port());
      }
    }
    for (PortLevel level : model.ports()) {
      if (level.port().equals(PortKey.OTHER)) {
        addOthers(level, named, Draws.of(seed, "other ports"));
      }
    }
    named.forEach(port -> add(Service.scanOf(port), null, 0));
    for (Reply reply : BACKSCATTER) {
      add(new Service(reply.type(), reply.port()), null, reply.weight());
    }
    for (Victim victim : model.victims()) {
      for (TrafficType type : replies(victim.port())) {
        add(new Service(type, victim.port()), null, 0);
      }
    }
  }

  private static PortKey tcp(int port) {
    return new PortKey(PortKey.TCP, port);
  }

  /** What a flooded service answers, the more frequent first. */
  static List<TrafficType> replies(PortKey port) {
    return port.protocol() == PortKey.TCP
        ? List.of(TrafficType.TCP_SYN_ACK, TrafficType.TCP_RST_ACK)
        : List.of(TrafficType.UDP_RESPONSE);
  }

  private void add(Service service, PortLevel level, double weight) {
    if (numbers.putIfAbsent(service, services.size()) == null) {
      services.add(service);
      levels.add(level);
      weights.add(weight);
      boolean marked = level != null && service.type() == TrafficType.TCP_SYN;
      marks.add(Mark.cumulative(marked ? level.fingerprints() : Map.of()));
    }
  }

  /** Known ports in random order and then any, every tenth of them UDP, by Zipf's law. */
  private void addOthers(PortLevel level, Set<PortKey> named, Draws draws) {
    List<PortKey> ports = new ArrayList<>();
    for (int port : KNOWN_TCP) {
      ports.add(tcp(port));
    }
    for (int port : KNOWN_UDP) {
      ports.add(new PortKey(PortKey.UDP, port));
    }
    for (int i = 0; i < ports.size(); i++) {
      Collections.swap(ports, i, i + draws.below(ports.size() - i));
    }
    ports.removeAll(named);
    Set<PortKey> taken = new TreeSet<>(ports);
    while (ports.size() < OTHER_PORTS) {
      int protocol = draws.below(10) == 0 ? PortKey.UDP : PortKey.TCP;
      PortKey port = new PortKey(protocol, 1 + draws.below(65_535));
      if (!named.contains(port) && taken.add(port)) {
        ports.add(port);
      }
    }
    double sum = 0;
    for (int rank = 1; rank <= OTHER_PORTS; rank++) {
      sum += 1.0 / rank;
    }
    for (int rank = 1; rank <= OTHER_PORTS; rank++) {
      add(Service.scanOf(ports.get(rank - 1)), level, 1 / (rank * sum));
    }
  }

  List<Service> services() {
    return services;
  }

  Service service(int number) {
    return services.get(number);
  }

  int numberOf(Service service) {
    return numbers.get(service);
  }

  int size() {
    return services.size();
  }

  /** Cumulative shares of marks. */
  double[] marks(int number) {
    return marks.get(number);
  }

  boolean isScan(int number) {
    return services.get(number).trafficClass() == TrafficClass.SCAN;
  }

  /** Base level on a day, packets per monitored address. */
  double base(int number, LocalDate day) {
    double weight = weights.get(number);
    if (weight == 0) {
      return 0;
    }
    return isScan(number)
        ? weight * expected.base(levels.get(number), day)
        : weight * expected.backscatter(day);
  }
}
