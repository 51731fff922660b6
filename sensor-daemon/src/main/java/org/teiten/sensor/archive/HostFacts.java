// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.teiten.capture.source.InterfaceState;
import org.teiten.flowtuple.IpAddress;
import org.teiten.support.errors.ErrorText;

/** Versions, limits and the log, as far as this user may see them. */
public final class HostFacts {
  private static final String LINES = "5000";
  private static final int SECONDS = 30;
  private static final long MIB = 1 << 20;
  private static final List<String> FILES =
      List.of(
          "/etc/os-release",
          "/proc/sys/kernel/osrelease",
          "/proc/meminfo",
          "/proc/loadavg",
          "/proc/uptime",
          "/sys/fs/cgroup/memory.max",
          "/sys/fs/cgroup/cpu.max",
          "/sys/kernel/mm/transparent_hugepage/enabled");

  private HostFacts() {}

  /** This host's own addresses, but for loopback. */
  public static Set<IpAddress> addresses() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .map(InetAddress::getAddress)
        .map(IpAddress::ofBytes)
        .collect(Collectors.toSet());
  }

  /**
   * Versions and limits.
   *
   * @param software name and version of this program
   */
  public static String versions(String software) {
    Runtime java = Runtime.getRuntime();
    StringBuilder text = new StringBuilder();
    text.append(software).append('\n');
    text.append("Java ").append(System.getProperty("java.vm.version")).append(", ");
    text.append(System.getProperty("java.vendor")).append('\n');
    text.append("processors ").append(java.availableProcessors());
    text.append(", heap at most ").append(java.maxMemory() / MIB).append(" MiB\n");
    for (String file : FILES) {
      text.append("\n--- ").append(file).append('\n').append(content(Path.of(file)));
    }
    return text.toString();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "(" + ErrorText.of(e) + ")\n";
    }
  }

  /** State of an interface. */
  public static String networkInterface(String name) {
    try {
      InterfaceState state = InterfaceState.of(name);
      return "interface %s%nup %s%nlink %s%nmtu %d%nmerging %s%n"
          .formatted(name, state.up(), state.running(), state.mtu(), state.merging());
    } catch (IOException e) {
      return ErrorText.of(e) + "\n";
    }
  }

  /** The end of the unit's log; says why where there is none. */
  public static String journal() throws InterruptedException {
    try {
      Process journal =
          new ProcessBuilder(
                  "journalctl",
                  "--unit=teiten-sensor",
                  "--lines=" + LINES,
                  "--no-pager",
                  "--no-hostname",
                  "--output=short-iso")
              .redirectErrorStream(true)
              .start();
      String text = new String(journal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!journal.waitFor(SECONDS, TimeUnit.SECONDS)) {
        journal.destroy();
      }
      return text;
    } catch (IOException e) {
      return "there is no journal: " + ErrorText.of(e) + "\n";
    }
  }
}
