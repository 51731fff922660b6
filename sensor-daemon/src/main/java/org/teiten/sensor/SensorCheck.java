// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterConfig.Detail;
import org.teiten.sensor.enrol.IdentityFolder;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Certificates;

/** What only this machine shows about a configuration. Opens nothing in the network. */
final class SensorCheck {
  private static final long MIB = 1 << 20;

  private final Path file;
  private final SensorConfig config;
  private final List<ConfigProblem> problems = new ArrayList<>();

  SensorCheck(Path file, SensorConfig config) {
    this.file = file;
    this.config = config;
  }

  /** Every problem, with its line. */
  List<ConfigProblem> problems() {
    ofHost();
    ofSettings();
    return problems;
  }

  /**
   * Requires that there is no problem.
   *
   * @throws InvalidConfigException with every one
   */
  void require() throws InvalidConfigException {
    requireNone(problems());
  }

  /**
   * Requires what a daemon needs to start.
   *
   * @throws InvalidConfigException with what stays wrong until somebody changes it
   * @throws CommandException with what may come right without anybody's hand: an interface or a
   *     disk that is not there yet
   */
  void requireForStart() throws InvalidConfigException, CommandException {
    ofSettings();
    requireNone(problems);
    ofHost();
    if (!problems.isEmpty()) {
      throw CommandException.world(
          problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    }
  }

  private static void requireNone(List<ConfigProblem> problems) throws InvalidConfigException {
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  private void ofHost() {
    config.interfaceNames().forEach(this::networkInterface);
    spool();
  }

  private void ofSettings() {
    identity();
    memory();
  }

  private void networkInterface(String name) {
    String key = name.equals(config.networkInterface()) ? "interface" : "capture.interfaces";
    try {
      List<String> names = NetworkInterfaces.names();
      if (!names.contains(name)) {
        problem(
            key,
            "there is no interface \"" + name + "\" here; there are: " + String.join(", ", names));
      }
    } catch (IOException e) {
      problem(key, "interfaces cannot be listed: " + ErrorText.of(e));
    }
  }

  private void spool() {
    Path folder = config.spool().directory();
    Path nearest = folder;
    while (nearest != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    String key = "spool.directory";
    if (nearest == null || !Files.isDirectory(nearest)) {
      problem(key, nearest + " is not a folder; choose another");
    } else if (!nearest.equals(folder)) {
      if (!Files.isWritable(nearest)) {
        problem(
            key, folder + " does not exist and cannot be made; make it and give it to this user");
      }
    } else {
      tryToWrite(key, folder);
    }
  }

  private void tryToWrite(String key, Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, "check", ".tmp"));
    } catch (IOException e) {
      problem(key, "cannot be written: " + ErrorText.of(e) + "; give the folder to this user");
    }
  }

  private void identity() {
    if (!config.centre().tls()) {
      return;
    }
    IdentityFolder folder = new IdentityFolder(config.centre().identity());
    String key = "centre.identity";
    if (!folder.isEnrolled()) {
      problem(
          key,
          "there is no certificate in "
              + folder.folder()
              + "; enrol this sensor: teiten-sensor enrol "
              + config.centre().url()
              + " TOKEN");
      return;
    }
    try {
      X509Certificate certificate = folder.read().identity().certificate();
      String named = Certificates.commonName(certificate);
      if (!named.equals(config.sensor().value())) {
        problem(
            "sensor",
            "the certificate in "
                + folder.identityFile()
                + " is of "
                + named
                + "; write that name, or enrol this sensor under its new one");
      }
    } catch (IOException e) {
      problem(key, ErrorText.of(e) + "; mend it, or enrol this sensor again");
    }
  }

  /**
   * A flood fills the tables, and must find the memory that they were promised. The launcher lets
   * the heap have three fifths of this machine's, which is taken for what there is for all.
   */
  private void memory() {
    long needed = memoryBytes() + bufferBytes();
    long most = Runtime.getRuntime().maxMemory();
    if (needed > most) {
      problem(
          config.table().detail() == Detail.SOURCE ? "table.keys" : "table.folded_keys",
          "tables and buffers may come to need %d MiB, and there are %d MiB for them here; make it"
                  .formatted(needed / MIB, most / MIB)
              + " smaller");
    }
  }

  private long bufferBytes() {
    CaptureConfig capture = config.capture();
    return capture.lanes() * (capture.buffer().bytes() + capture.ring().bytes());
  }

  private long memoryBytes() {
    MeterConfig meter = config.meter(0, 0);
    return config.capture().lanes() * meter.memoryBytes();
  }

  /** What the tables take, for people. */
  String memory(String indent) {
    TableConfig table = config.table();
    boolean bySource = table.detail() == Detail.SOURCE;
    int threads = config.capture().lanes();
    return "%stable: %,d keys%s an interval%s, %,d MiB of memory for all tables when they are full%n"
            .formatted(
                indent,
                bySource ? table.keys() : table.foldedKeys(),
                bySource ? "" : " without source",
                threads == 1 ? "" : " in each of " + threads + " threads",
                (memoryBytes() + MIB - 1) / MIB)
        + "%sbuffers: %,d MiB for capture.buffer and capture.ring"
            .formatted(indent, (bufferBytes() + MIB - 1) / MIB);
  }

  private void problem(String key, String message) {
    problems.add(ConfigFile.problemAt(file, key, message));
  }
}
