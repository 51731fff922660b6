// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Debian has for counting flows, on the same capture and by (source, destination port,
 * protocol) where it can; each says how many packets it saw, or it is not in the table.
 */
final class OtherTools {
  private static final Pattern SOFTFLOWD =
      Pattern.compile("(?m)^ *\\S+ \\(\\d+\\): +\\d+ +(\\d+) ");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?m)^\\d+\\.\\d+\\.\\d+\\.\\d+ +(\\d+) ");

  private final Path folder;
  private final StringBuilder table = new StringBuilder();

  /**
   * Prepares nothing.
   *
   * @param folder where their outputs go
   */
  OtherTools(Path folder) {
    this.folder = folder;
  }

  private interface Counted {
    long packets() throws IOException;
  }

  /**
   * Runs them once each.
   *
   * @param capture of 5 million packets
   * @param small of a million, for what takes minutes for more
   */
  String run(Path capture, Path small, Path sensor) throws IOException, InterruptedException {
    table.append(
        """
        ## Other tools on the same capture

        Debian's, once each, in the same run; a packet count that is not the capture's is said.

        | program | packets | counted | wall s | CPU s | MiB |
        |---|---:|---:|---:|---:|---:|
        """);
    add("teiten-sensor read", 5_000_000, () -> 5_000_000, List.of(sensor + " read " + capture));
    pmacct(capture);
    softflowd(capture);
    netflow(capture);
    argus(capture);
    add(
        "tshark -z endpoints,ip",
        1_000_000,
        () -> sum(ENDPOINT, Files.readString(folder.resolve("other.out"))) / 2,
        List.of("tshark -r " + small + " -q -z endpoints,ip"));
    return table.toString();
  }

  private void pmacct(Path capture) throws IOException, InterruptedException {
    Path result = folder.resolve("pmacct.csv");
    Path configuration = folder.resolve("pmacctd.conf");
    Files.writeString(
        configuration,
        """
        pcap_savefile: %s
        plugins: print[a]
        aggregate[a]: src_host, dst_port, proto
        print_output[a]: csv
        print_output_file[a]: %s
        print_refresh_time[a]: 36000
        print_cache_entries[a]: 524309
        plugin_pipe_size: 2000000000
        plugin_buffer_size: 100000
        """
            .formatted(capture, result));
    add(
        "pmacctd (sleeps for 2 s)",
        5_000_000,
        () -> sumOfColumn(result, 3),
        List.of("pmacctd -f " + configuration));
  }

  private void softflowd(Path capture) throws IOException, InterruptedException {
    add(
        "softflowd, nothing exported",
        5_000_000,
        () ->
            sum(SOFTFLOWD, Files.readString(folder.resolve("other.out")))
                + sum(SOFTFLOWD, Files.readString(folder.resolve("other.err"))),
        List.of("softflowd -r " + capture + " -d -n 127.0.0.1:9995 -c none"));
  }

  private void netflow(Path capture) throws IOException, InterruptedException {
    Path flows = folder.resolve("nfcapd");
    Files.createDirectories(flows);
    add(
        "nfpcapd, then nfdump -A",
        5_000_000,
        () -> {
          List<String> lines = Files.readAllLines(folder.resolve("other.out"));
          return Long.parseLong(lines.get(lines.size() - 1).split(",", -1)[2]);
        },
        List.of(
            "nfpcapd -r " + capture + " -l " + flows,
            "nfdump -R " + flows + " -A srcip,dstport,proto -o csv"));
    try (Stream<Path> files = Files.list(flows)) {
      files.forEach(OtherTools::delete);
    }
  }

  private void argus(Path capture) throws IOException, InterruptedException {
    Path records = folder.resolve("argus.out");
    Files.deleteIfExists(records);
    add(
        "argus, then racluster",
        5_000_000,
        () -> sumOfColumn(folder.resolve("other.out"), 0),
        List.of(
            "argus -r " + capture + " -w " + records,
            "racluster -M norep -m saddr dport proto -r " + records + " -s pkts"));
    Files.deleteIfExists(records);
  }

  private void add(String name, long packets, Counted counted, List<String> commands)
      throws IOException, InterruptedException {
    Command.Timing all = new Command.Timing(0, 0, 0);
    for (String command : commands) {
      all =
          all.plus(
              Command.time(
                  folder.resolve("other.out"),
                  folder.resolve("other.err"),
                  List.of(command.split(" ", -1))));
    }
    System.err.printf(Locale.ROOT, "%s: %.2f s%n", name, all.wallSeconds());
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %.2f | %.2f | %.0f |%n",
            name,
            packets,
            counted.packets(),
            all.wallSeconds(),
            all.cpuSeconds(),
            all.memoryMib()));
  }

  private static long sum(Pattern number, String text) {
    long sum = 0;
    for (Matcher found = number.matcher(text); found.find(); ) {
      sum += Long.parseLong(found.group(1));
    }
    return sum;
  }

  private static long sumOfColumn(Path file, int column) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.strip().split("[, ]+", -1))
          .filter(cells -> cells.length > column && cells[column].matches("\\d+"))
          .mapToLong(cells -> Long.parseLong(cells[column]))
          .sum();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
