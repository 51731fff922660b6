// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.config.ByteSize;

/** Spools in a test's folder. */
public final class SpoolFixture {
  public static final SensorId SENSOR = new SensorId("tokyo-1");
  static final SpoolOwner OWNER = new SpoolOwner(SENSOR, "jp", "teiten-sensor test");

  private SpoolFixture() {}

  /** A spool with much room. */
  public static Spool open(Path folder) throws IOException {
    return Spool.open(config(folder, "64MiB"), OWNER);
  }

  static Spool open(Path folder, Disk disk) throws IOException {
    return Spool.open(config(folder, "64MiB"), OWNER, disk);
  }

  static Spool openSmall(Path folder, String maxBytes) throws IOException {
    return Spool.open(config(folder, maxBytes), OWNER);
  }

  static Spool openSmall(Path folder, String maxBytes, Disk disk) throws IOException {
    return Spool.open(config(folder, maxBytes), OWNER, disk);
  }

  private static SpoolConfig config(Path folder, String maxBytes) {
    return new SpoolConfig(folder, ByteSize.parse(maxBytes), ByteSize.parse("1MiB"));
  }

  /** The batch files of a folder by name. */
  public static List<Path> batches(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    }
  }

  /** What was put aside, without the notes beside it. */
  public static List<String> aside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("aside"))) {
      return files
          .filter(file -> !AsideCorner.isNote(file))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Takes and delivers all; the packets of each. */
  static List<Long> packetsOfAll(Spool spool) throws IOException {
    List<Long> packets = new ArrayList<>();
    for (Optional<SpooledBatch> batch = spool.take(Set.of());
        batch.isPresent();
        batch = spool.take(Set.of())) {
      packets.add(batch.get().packets());
      spool.delivered(batch.get());
    }
    return packets;
  }
}
