// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  static final int PACKETS = 5_000_000;
  private static final int TIMES = 8;
  private static final int SECONDS_BETWEEN = 1_860;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
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
    Path eight = repeated(capture);

    List<Command.Timing> start = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      start.add(run("start", sensor.toString(), "read", "--format", "json", onePacket.toString()));
    }
    String once = compared(baseline, capture, rounds, start);
    String often = compared(baseline, eight, Math.max(1, rounds / 2), start);
    Files.delete(eight);
    return """
        ## From a file to finished FlowTuples, the whole process

        `teiten-sensor read --format json` against `baseline.c -m` of the peers, in turns in the same
        run, medians. Packets, SYN, TCP backscatter, UDP and ICMP agreed in every round. The start is
        `read` of one packet: %.2f s, CPU %.2f s (to reach: 0.5 s).

        | packets | rounds | baseline wall s | CPU s | MiB | `read` wall s | CPU s | MiB | ratio of wall | of CPU | of wall without start | of CPU |
        |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        %s%s"""
        .formatted(wall(start), cpu(start), once, often);
  }

  private String compared(Path baseline, Path capture, int turns, List<Command.Timing> start)
      throws IOException, InterruptedException {
    List<Command.Timing> ours = new ArrayList<>();
    List<Command.Timing> theirs = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      theirs.add(run("baseline", baseline.toString(), "-m", "-r", capture.toString()));
      ours.add(run("sensor", sensor.toString(), "read", "--format", "json", capture.toString()));
      requireEqual(baselineTotals(), sensorTotals());
    }
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %.2f | %.2f | %.0f | %.2f | %.2f | %.0f | %.2f | %.2f | %.2f | %.2f |%n",
        baselineTotals().packets(),
        turns,
        wall(theirs),
        cpu(theirs),
        memory(theirs),
        wall(ours),
        cpu(ours),
        memory(ours),
        wall(ours) / wall(theirs),
        cpu(ours) / cpu(theirs),
        (wall(ours) - wall(start)) / wall(theirs),
        (cpu(ours) - cpu(start)) / cpu(theirs));
  }

  /** The capture several times over, each time later. */
  private Path repeated(Path capture) throws IOException {
    Path repeated = folder.resolve("repeated.pcap");
    byte[] bytes = Files.readAllBytes(capture);
    ByteBuffer frames = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(repeated)) {
      out.write(bytes, 0, FILE_HEADER);
      for (int i = 0; i < TIMES; i++) {
        out.write(bytes, FILE_HEADER, bytes.length - FILE_HEADER);
        for (int at = FILE_HEADER; at < bytes.length; at += RECORD_HEADER + frames.getInt(at + 8)) {
          frames.putInt(at, frames.getInt(at) + SECONDS_BETWEEN);
        }
      }
    }
    return repeated;
  }

  Path compile(Path peers, String name, String library) throws IOException, InterruptedException {
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

  Path generate(Path generate, int packets) throws IOException, InterruptedException {
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

  private static double wall(List<Command.Timing> timings) {
    return median(timings.stream().map(Command.Timing::wallSeconds).toList());
  }

  private static double cpu(List<Command.Timing> timings) {
    return median(timings.stream().map(Command.Timing::cpuSeconds).toList());
  }

  private static double memory(List<Command.Timing> timings) {
    return median(timings.stream().map(Command.Timing::memoryMib).toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
  }
}
