// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * A configuration and a store in which a port appears, from 30 sources of one network, after two
 * months of one sensor.
 */
final class PhenomenonWorld {
  /** The change, as detection calls it. */
  static final String APPEARS = "scan-9530-tcp-US-2026-04-30";

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  private final Path folder;
  private final Path config;

  PhenomenonWorld(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("contacts"));
    Files.writeString(
        folder.resolve("contacts/all.yaml"),
        """
        organisations:
          - id: cloud
            name: Example Cloud
            networks: [AS15169]
            contacts: [abuse@cloud.example]
            languages: [ja, en]
            formats: [intelmq, xarf]
          - {id: us-csirt, name: US, role: national, countries: [US], contacts: [csirt@us.example]}
        """);
    config = config(folder);
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Stream<Path> files = Files.list(Imported.DATA)) {
      for (Path file : files.toList()) {
        Files.copy(file, data.resolve(file.getFileName()));
      }
    }
  }

  private static Path config(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("country.csv"),
        "4.0.0.0,4.255.255.255,US\n8.8.0.0,8.8.255.255,US\n133.11.0.0,133.11.255.255,JP\n");
    Files.writeString(
        folder.resolve("asn.csv"),
        "4.0.0.0,4.255.255.255,3356\n8.8.0.0,8.8.255.255,15169\n133.11.0.0,133.11.255.255,2501\n");
    return Files.writeString(
        folder.resolve("central-store.yaml"),
        """
        data: data
        store: {memory_limit: 256MiB, min_free: 0B}
        query: {listen: '127.0.0.1:0', requests_a_minute: 1000}
        origin:
          databases:
            - {name: country, kind: country, date: 2026-06-17, family: ipv4, file: country.csv}
            - {name: asn, kind: asn, date: 2026-06-17, family: ipv4, file: asn.csv}
        notices:
          contacts: contacts
          folder: outbox
          sender: {organisation: Coordinating CSIRT, contact: notices@centre.example}
        """);
  }

  /** The store, imported once for all: copying it takes a tenth of the time. */
  private static final class Imported {
    static final Path DATA = data();

    private static Path data() {
      try {
        Path folder = Files.createTempDirectory(Path.of("target"), "phenomenon-world-");
        Path config = config(folder);
        Files.createDirectories(folder.resolve("contacts"));
        Path batches = folder.resolve("batches");
        for (int day = 0; day < 90; day++) {
          observe(day).and().writeTo(batches);
        }
        assertThat(Run.command("import", "--config", config, "--register", batches).code())
            .isZero();
        return folder.resolve("data");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Batch.Minute observe(int day) {
      Batch.Minute minute =
          Batch.of("tokyo-1", 1, day)
              .kind(EpochKind.CAPTURE)
              .minute(FIRST.plusDays(day) + "T10:00:00Z");
      for (int host = 1; host <= 30; host++) {
        minute.tcp("133.11." + day + "." + host, 23, 3 + (day * 7 + host - 1) % 3);
        if (day >= 60) {
          minute.tcp("8.8.8." + host, 9530, 4);
        }
        if (day >= 65) {
          minute.backscatter("8.8.4." + host, 80, 4);
        }
      }
      if (day == 62) {
        minute.tcp("8.8.8.8", 22, 5).tcp("4.2.2.2", 9530, 5).tcp("133.11.1.1", 9530, 5);
      }
      return minute;
    }
  }

  Path folder() {
    return folder;
  }

  Path config() {
    return config;
  }
}
