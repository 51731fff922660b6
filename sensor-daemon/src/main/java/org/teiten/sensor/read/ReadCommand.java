// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.decode.Tunnel;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code read}: what is in captures. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = {
      "Says what is in captures (pcap or pcapng, also gzip or zstd; - is standard input).",
      "Needs neither root nor a configuration. With --batches it also writes what it read as batches"
          + " of a sensor, for teiten-central import."
    },
    footer = {
      "",
      "Examples:",
      "  teiten-sensor read capture.pcap",
      "  teiten-sensor read --format json capture.pcap | jq '.ports[:10]'",
      "  teiten-sensor read --port 23/tcp,2323/tcp --from 2017-05-12T00:00:00Z capture.pcap",
      "  teiten-sensor read --rows --format csv --class backscatter capture.pcap.zst",
      "  teiten-sensor read --monitored 203.0.113.0/24 --sensor tokyo-1 --batches out 2017-*.pcap",
      "",
      "Several files are read in the order of their first packets; each is an observation of its",
      "own, from its first to its last packet. Without --monitored every address counts as",
      "monitored. What --from, --to, --port, --class and --source leave out is counted as left out",
      "and is in no other number; --port is the port of the report: of backscatter the victim's.",
      "",
      "Exit code: 0 done, 1 a capture could not be read to its end, 2 wrong usage."
    })
public final class ReadCommand implements Callable<Integer> {
  @Option(
      names = "--monitored",
      split = ",",
      paramLabel = "CIDR",
      description = "Observed prefixes; packets to other addresses are only counted.")
  private List<String> monitoredTexts = List.of();

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description = "How to print: ${DEFAULT-VALUE} by default.")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Ports in the table, 0 for all: ${DEFAULT-VALUE} by default.")
  private int limit;

  @Option(names = "--sensor", paramLabel = "ID", description = "Whose observation it is.")
  private String sensor;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "default",
      description = "The sensor's group: ${DEFAULT-VALUE} by default.")
  private String group;

  @Option(
      names = "--batches",
      paramLabel = "DIR",
      description = "Writes batches into this folder; needs --sensor and --monitored.")
  private Path batches;

  @Option(
      names = "--observed",
      paramLabel = "FROM/TO",
      description = "The time observed, if not from first to last packet.")
  private String observed;

  @Option(
      names = "--tunnel",
      split = ",",
      paramLabel = "KIND=PEER",
      description = "Unwraps what this tunnel delivers: gre, erspan, ipip, sixin4, vxlan, geneve.")
  private List<String> tunnelTexts = List.of();

  @Option(
      names = "--rows",
      description = "Prints the FlowTuples themselves; with --format csv, or json (one a line).")
  private boolean rows;

  @Mixin private PacketChoice choice = new PacketChoice();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Captures.")
  private List<Path> arguments = List.of();

  private List<Path> files;
  private List<IpPrefix> monitored;
  private List<Tunnel> tunnels;
  private PacketFilter.Asked asked;

  /** Called by picocli. */
  public ReadCommand() {}

  @Override
  public Integer call() throws CommandException {
    separatePrefixesFromFiles();
    if (limit < 0) {
      throw CommandException.usage("--limit must not be negative; 0 shows all");
    }
    if (rows && (format == OutputFormat.TABLE || batches != null)) {
      throw CommandException.usage("--rows needs --format csv or json, and no --batches");
    }
    tunnels = PacketChoice.parsed("--tunnel", tunnelTexts, Tunnel::parse);
    asked = choice.asked();
    Optional<CaptureOptions> options = captureOptions();
    files = new ArrayList<>(CaptureFiles.inOrderOfTime(files));
    try {
      return options.isPresent() ? readIntoBatches(options.get()) : readOnly();
    } catch (IOException | UncheckedIOException e) {
      throw CommandException.world(ErrorText.of(e), e);
    }
  }

  /** {@code --monitored A B FILE}: what follows the first prefix and is one, is not a file. */
  private void separatePrefixesFromFiles() throws CommandException {
    List<String> texts = new ArrayList<>(monitoredTexts);
    files = new ArrayList<>(arguments);
    while (!texts.isEmpty()
        && !files.isEmpty()
        && !Files.exists(files.get(0))
        && isPrefix(files.get(0).toString())) {
      texts.add(files.remove(0).toString());
    }
    if (files.isEmpty()) {
      throw CommandException.usage("no capture is named; write the files after the options");
    }
    monitored = PacketChoice.parsed("--monitored", texts, IpPrefix::parse);
  }

  private static boolean isPrefix(String text) {
    try {
      IpPrefix.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<CaptureOptions> captureOptions() throws CommandException {
    if (batches == null) {
      if (sensor != null || observed != null) {
        throw CommandException.usage("--sensor and --observed belong to --batches; name a folder");
      }
      return Optional.empty();
    }
    if (sensor == null || monitored.isEmpty()) {
      throw CommandException.usage(
          "--batches needs --sensor and --monitored: a batch says who observed how many addresses");
    }
    if (asked.ofContent()) {
      throw CommandException.usage(
          "--batches hold all that was observed; leave out --port, --class and --source");
    }
    try {
      if (!group.matches("[a-z0-9][a-z0-9-]{0,62}")) {
        throw new IllegalArgumentException("--group must be 1 to 63 characters of a-z 0-9 -");
      }
      return Optional.of(
          new CaptureOptions(
              new SensorId(sensor),
              group,
              monitored,
              tunnels,
              observed == null ? Optional.empty() : Optional.of(ObservedSpan.parse(observed)),
              asked));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
  }

  private int readOnly() throws IOException {
    SecureRandom random = new SecureRandom();
    PortTotals totals = new PortTotals();
    PrintStream out = output();
    RowOutput rowOutput = rows ? new RowOutput(format, out) : null;
    MeterConfig config =
        CaptureTables.config(
            monitored, tunnels, CaptureTables.keysFor(files), random.nextLong(), random.nextLong());
    Consumer<ClosedInterval> work =
        rows ? rowOutput::add : interval -> interval.forEachRowInAnyOrder(totals::add);
    try (OneBehind behind = new OneBehind(work)) {
      CaptureReading reading = new CaptureReading(config, asked, behind);
      reading.read(files);
      behind.await();
      if (rows) {
        rowOutput.finish();
        return end(reading);
      }
      return report(reading, totals, out);
    }
  }

  private int readIntoBatches(CaptureOptions options) throws IOException, CommandException {
    Files.createDirectories(batches);
    Path input = null;
    try {
      if (files.contains(CaptureReading.STDIN)) {
        input = Files.createTempFile(batches, ".teiten-stdin-", ".tmp");
        Files.copy(System.in, input, StandardCopyOption.REPLACE_EXISTING);
        Path copy = input;
        files.replaceAll(file -> file.equals(CaptureReading.STDIN) ? copy : file);
      }
      return readIntoBatches(options, CaptureTables.keysFor(files));
    } finally {
      if (input != null) {
        Files.deleteIfExists(input);
      }
    }
  }

  private int readIntoBatches(CaptureOptions options, int keys)
      throws IOException, CommandException {
    CaptureEpoch epoch = CaptureEpoch.of(options, keys, files);
    PortTotals totals = new PortTotals();
    try (IntervalStore store = new IntervalStore(batches);
        OneBehind behind = new OneBehind(interval -> keep(interval, totals, store))) {
      CaptureReading reading =
          new CaptureReading(
              CaptureTables.config(monitored, tunnels, keys, epoch.hashKey(0), epoch.hashKey(1)),
              asked,
              behind);
      reading.read(files);
      behind.await();
      CaptureBatches written = new CaptureBatches(options, epoch, batches, store);
      try {
        written.write();
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      }
      System.err.printf(
          "%,d packets in %,d batches of sensor %s written to %s%n",
          written.packets(), written.written(), options.sensor(), batches);
      return report(reading, totals, output());
    }
  }

  private static void keep(ClosedInterval interval, PortTotals totals, IntervalStore store) {
    interval.forEachRowInAnyOrder(totals::add);
    try {
      store.add(interval);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream output() {
    return new PrintStream(
        new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
  }

  private int report(CaptureReading reading, PortTotals totals, PrintStream out)
      throws IOException {
    if (reading.opened() > 0) {
      ReadReport report = ReadReport.of(reading.books(), reading.filtered(), totals);
      switch (format) {
        case JSON -> ReadJson.write(report, out);
        case CSV -> ReadCsv.write(report, out);
        case TABLE -> new ReadTable(report, out).write(limit);
      }
      out.flush();
    }
    return end(reading);
  }

  private static int end(CaptureReading reading) {
    reading.failures().forEach(System.err::println);
    return reading.failures().isEmpty() ? CommandRunner.DONE : CommandRunner.WORLD_FAILED;
  }
}
