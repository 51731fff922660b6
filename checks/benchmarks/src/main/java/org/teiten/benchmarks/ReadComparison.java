// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code teiten-sensor read} of a generated capture against the peers' {@code baseline -m}, which
 * does the same work in C on libpcap. Both run in turns; their totals must agree.
 */
final class ReadComparison {
  private static final int PACKETS = 5_000_000;
  private static final Pattern TOTALS =
      Pattern.compile("pkts (\\d+) .* syn (\\d+) bs (\\d+) udp (\\d+) icmp (\\d+) ");

  private final Path sensor;
  private final Path folder;
  private final int rounds;

  /**
   * Prepares nothing yet.
   *
   * @param sensor the launcher
   * @param folder where peers are built and captures are kept
   * @param rounds how often each is run
   */
  ReadComparison(Path sensor, Path folder, int rounds) {
    this.sensor = sensor;
    this.folder = folder;
    this.rounds = rounds;
  }

  /** What both count alike. The baseline knows no UDP responses, which are backscatter here. */
  private record Totals(long packets, long syn, long tcpBackscatter, long udp, long echo) {}

  /** Compares, and says so in Markdown. */
  String run(Path peers) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path generate = compile(peers, "generate", "-lm");
    Path baseline = compile(peers, "baseline", "-lpcap");
    Path capture = generate(generate, PACKETS);
    Path onePacket = generate(generate, 1);

    List<Command.Timing> ours = new ArrayList<>();
    List<Command.Timing> start = new ArrayList<>();
    List<Command.Timing> theirs = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      theirs.add(run("baseline", baseline.toString(), "-m", "-r", capture.toString()));
      ours.add(run("sensor", sensor.toString(), "read", "--format", "json", capture.toString()));
      requireEqual(baselineTotals(), sensorTotals());
      start.add(run("start", sensor.toString(), "read", "--format", "json", onePacket.toString()));
    }
    return markdown(ours, start, theirs);
  }

  private Path compile(Path peers, String name, String library)
      throws IOException, InterruptedException {
    Path program = folder.resolve(name);
    Command.output(
        folder,
        "gcc",
        "-O3",
        "-w",
        "-o",
        program.toString(),
        peers.resolve(name + ".c").toString(),
        library);
    return program;
  }

  private Path generate(Path generate, int packets) throws IOException, InterruptedException {
    Path capture = folder.resolve(packets + ".pcap");
    if (!Files.exists(capture)) {
      Path unfinished = folder.resolve(packets + ".pcap.tmp");
      Command.output(
          folder,
          generate.toString(),
          unfinished.toString(),
          folder.resolve(packets + ".truth").toString(),
          Integer.toString(packets),
          "1");
      Files.move(unfinished, capture);
    }
    return capture;
  }

  private Command.Timing run(String name, String... command)
      throws IOException, InterruptedException {
    Command.Timing timing =
        Command.time(
            folder.resolve(name + ".out"), folder.resolve(name + ".err"), List.of(command));
    System.err.printf(
        Locale.ROOT, "%s: %.2f s, CPU %.2f s%n", name, timing.wallSeconds(), timing.cpuSeconds());
    return timing;
  }

  private Totals baselineTotals() throws IOException {
    String line = Files.readString(folder.resolve("baseline.err"));
    Matcher totals = TOTALS.matcher(line);
    if (!totals.find()) {
      throw new IOException("baseline prints no totals: " + line);
    }
    return new Totals(
        Long.parseLong(totals.group(1)),
        Long.parseLong(totals.group(2)),
        Long.parseLong(totals.group(3)),
        Long.parseLong(totals.group(4)),
        Long.parseLong(totals.group(5)));
  }

  private Totals sensorTotals() throws IOException {
    JsonNode read = new ObjectMapper().readTree(folder.resolve("sensor.out").toFile());
    long syn = 0;
    long tcpBackscatter = 0;
    long udp = 0;
    long echo = 0;
    for (JsonNode port : read.required("ports")) {
      long packets = port.required("packets").asLong();
      switch (port.required("protocol").asText()) {
        case "tcp" -> {
          if (port.required("class").asText().equals("scan")) {
            syn += packets;
          } else {
            tcpBackscatter += packets;
          }
        }
        case "udp" -> udp += packets;
        default -> echo += packets;
      }
    }
    return new Totals(read.required("packets").asLong(), syn, tcpBackscatter, udp, echo);
  }

  private static void requireEqual(Totals theirs, Totals ours) throws IOException {
    if (!theirs.equals(ours)) {
      throw new IOException("totals differ: baseline counts " + theirs + ", sensor " + ours);
    }
  }

  private String markdown(
      List<Command.Timing> ours, List<Command.Timing> start, List<Command.Timing> theirs) {
    double wall = wall(ours);
    double baseline = wall(theirs);
    return """
        ## A capture of %,d packets, the whole process

        `teiten-sensor read` against `baseline.c -m` of the peers, in turns in the same run, medians
        of %d. Packets, SYN, TCP backscatter, UDP and ICMP agreed in every round.

        | program | wall s | CPU s |
        |---|---:|---:|
        | baseline `-m` (C on libpcap) | %.2f | %.2f |
        | `teiten-sensor read --format json` | %.2f | %.2f |
        | of that, the process alone (`read` of one packet) | %.2f | %.2f |

        | ratio to baseline | wall | CPU |
        |---|---:|---:|
        | whole process | %.2f | %.2f |
        | without the process's start | %.2f | %.2f |
        """
        .formatted(
            PACKETS,
            rounds,
            baseline,
            cpu(theirs),
            wall,
            cpu(ours),
            wall(start),
            cpu(start),
            wall / baseline,
            cpu(ours) / cpu(theirs),
            (wall - wall(start)) / baseline,
            (cpu(ours) - cpu(start)) / cpu(theirs));
  }

  private static double wall(List<Command.Timing> timings) {
    return median(timings.stream().map(Command.Timing::wallSeconds).toList());
  }

  private static double cpu(List<Command.Timing> timings) {
    return median(timings.stream().map(Command.Timing::cpuSeconds).toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
  }
}
