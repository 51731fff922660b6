// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Three machines made of network namespaces, connected to nothing else:
 *
 * <pre>
 *   outside            sensor                          centre
 *   scanners           monitored addresses             central store
 *   out0 ───────────── mon0          up0 ───────────── sen0
 *   198.51.100.10      203.0.113.8/29   192.0.2.1/30   192.0.2.2/30
 * </pre>
 *
 * The sensor owns the monitored addresses, as a rented server does, and knows the way back, so that
 * only the shipped nftables rules keep its kernel from answering. IPv6 of the kernels is off, so
 * that they send nothing of their own; IPv6 packets are injected.
 */
final class Namespaces implements AutoCloseable {
  static final String OUTSIDE_MAC = "02:00:00:00:01:01";
  static final String SENSOR_MAC = "02:00:00:00:01:02";
  static final String OUTSIDE_ADDRESS = "198.51.100.10";
  static final String CENTRE_ADDRESS = "192.0.2.2";
  static final String MONITORED_IPV4 = "203.0.113.8/29";
  static final String MONITORED_IPV6 = "2001:db8:77:1::/64";
  static final int FIRST_OCTET = 8;
  static final int ADDRESSES = 8;

  private static final Path ETC = Path.of("/etc/netns");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final String outside;
  final String sensor;
  final String centre;

  private Namespaces(String prefix) {
    outside = prefix + "-outside";
    sensor = prefix + "-sensor";
    centre = prefix + "-centre";
  }

  static Namespaces create() {
    Checkout.requireNamespaces();
    Namespaces made =
        new Namespaces("teiten-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    try {
      made.build();
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    return made;
  }

  /** Monitored IPv4 address by number, 0 to 7. */
  static String monitored(int number) {
    return "203.0.113." + (FIRST_OCTET + number);
  }

  private void build() {
    for (String namespace : List.of(outside, sensor, centre)) {
      host("ip netns add " + namespace);
      shell(
          namespace,
          "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6;"
              + "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6;"
              + "ip link set lo up");
    }
    host("ip -n %s link add up0 type veth peer name sen0 netns %s".formatted(sensor, centre));
    host("ip -n %s address add 192.0.2.1/30 dev up0".formatted(sensor));
    host("ip -n %s address add %s/30 dev sen0".formatted(centre, CENTRE_ADDRESS));
    host("ip -n %s link set up0 up".formatted(sensor));
    host("ip -n %s link set sen0 up".formatted(centre));
    plugIn();
  }

  /** Lays the cable between the outside and the sensor. */
  void plugIn() {
    host(
        "ip -n %s link add out0 address %s type veth peer name mon0 address %s netns %s"
            .formatted(outside, OUTSIDE_MAC, SENSOR_MAC, sensor));
    host("ip -n %s address add %s/24 dev out0".formatted(outside, OUTSIDE_ADDRESS));
    for (int i = 0; i < ADDRESSES; i++) {
      host("ip -n %s address add %s/32 dev mon0".formatted(sensor, monitored(i)));
    }
    host("ip -n %s link set out0 up".formatted(outside));
    host("ip -n %s link set mon0 up".formatted(sensor));
    host("ip -n %s route add %s dev out0".formatted(outside, MONITORED_IPV4));
    host("ip -n %s route add 198.51.100.0/24 dev mon0".formatted(sensor));
  }

  /** Runs a command of the host, words divided by spaces. */
  private static void host(String command) {
    ChildProcess.run(List.of(command.split(" ", -1))).orThrow(command);
  }

  /** Runs a line of shell within a namespace. */
  static void shell(String namespace, String line) {
    run(namespace, List.of("sh", "-ec", line)).orThrow(line);
  }

  /** Runs a command within a namespace, to its end. */
  static ChildProcess.Outcome run(String namespace, List<String> command) {
    return ChildProcess.run(within(namespace, command));
  }

  /** The command as it is started within a namespace; the process id stays the command's. */
  static List<String> within(String namespace, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(command);
    return whole;
  }

  /** Mounts a file system. */
  static void mount(String type, String options, Path at) {
    host("mount -t %s -o %s %s %s".formatted(type, options, type, at));
  }

  static void unmount(Path at) {
    host("umount " + at);
  }

  /** A file that programs within the sensor's namespace find in {@code /etc}. */
  Path ownEtc(String name, String text) throws IOException {
    Path folder = Files.createDirectories(ETC.resolve(sensor));
    return Files.writeString(folder.resolve(name), text);
  }

  private void deleteOwnEtc() {
    try (Stream<Path> files = Files.walk(ETC.resolve(sensor))) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (NoSuchFileException e) {
      // most have none
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    deleteOwnEtc();
    for (String namespace : List.of(outside, sensor, centre)) {
      ChildProcess.run(List.of("ip", "netns", "delete", namespace));
    }
  }
}
