// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.teiten.sensor.archive.AddressMask;
import org.teiten.sensor.archive.HostFacts;
import org.teiten.sensor.archive.SupportArchive;
import org.teiten.sensor.read.OutputFormat;
import org.teiten.sensor.spool.SpoolView;
import org.teiten.sensor.top.StatusClient;
import org.teiten.support.config.ConfigDump;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.lifecycle.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code support}: an archive to send to whoever helps. */
@Command(
    name = "support",
    mixinStandardHelpOptions = true,
    description = {
      "Writes an archive for whoever helps: settings with their secrets masked, what 'doctor'"
          + " found, metrics and health of the running sensor, the list of the spool, the log,"
          + " versions and limits.",
      "No packet, no batch, no key. Addresses of this host and monitored ones are taken out of"
          + " every text. Look through it before you send it."
    },
    footer = {
      "",
      "Example:",
      "  teiten-sensor support --config /etc/teiten/sensor.yaml",
      "",
      "Exit code: 0 written, 1 it could not be, 2 wrong usage or configuration."
    })
final class SupportCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Mixin private ConfigOption config;

  @Option(names = "--offline", description = "Leave the centre alone.")
  private boolean offline;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to; ./teiten-support-SENSOR-TIME.zip if not given.")
  private Path out;

  @Override
  public Integer call() throws InvalidConfigException, CommandException, InterruptedException {
    SensorConfig settings = config.load();
    Instant now = Instant.now();
    Path file =
        out == null
            ? Path.of("teiten-support-" + settings.sensor() + "-" + STAMP.format(now) + ".zip")
            : out;
    try {
      AddressMask mask = new AddressMask(settings.monitored(), HostFacts.addresses());
      SupportArchive archive = new SupportArchive(mask);
      fill(archive, settings);
      archive.write(file, now);
      print(file, archive, mask);
      return CommandRunner.DONE;
    } catch (IOException e) {
      throw CommandException.world("the archive cannot be written: " + ErrorText.of(e), e);
    }
  }

  private void fill(SupportArchive archive, SensorConfig settings) throws InterruptedException {
    StatusClient running = new StatusClient(settings.http().listen());
    archive
        .add("settings.yaml", ConfigDump.yaml(settings))
        .add("doctor.txt", DoctorCommand.text(DoctorCommand.findings(config, settings, offline)))
        .add(
            "versions.txt",
            HostFacts.versions(Software.nameAndVersion("teiten-sensor", SupportCommand.class)))
        .add("interface.txt", interfaces(settings))
        .add("health.json", page(running, "/health"))
        .add("metrics.txt", page(running, "/metrics"))
        .add("spool.txt", spool(settings))
        .add("log.txt", HostFacts.journal());
  }

  private static String interfaces(SensorConfig settings) {
    return settings.interfaceNames().stream()
        .map(HostFacts::networkInterface)
        .collect(Collectors.joining());
  }

  private static String page(StatusClient running, String path) {
    try {
      return running.get(path);
    } catch (IOException e) {
      return ErrorText.of(e) + "\n";
    }
  }

  private static String spool(SensorConfig settings) {
    try {
      return SpoolListing.of(new SpoolView(settings.spool()).items(), OutputFormat.TABLE);
    } catch (IOException e) {
      return ErrorText.of(e) + "\n";
    }
  }

  private static void print(Path file, SupportArchive archive, AddressMask mask) {
    System.out.println(file);
    for (Map.Entry<String, Integer> text : archive.contents().entrySet()) {
      System.out.printf(Locale.ROOT, "  %-14s %,10d characters%n", text.getKey(), text.getValue());
    }
    System.out.println(
        mask.count() == 0
            ? "No address of this sensor was in it. Look through it before you send it."
            : mask.count()
                + " addresses of this sensor were masked in it. Look through it before you send it.");
  }
}
