// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations that somebody may have, each {@code in.yaml} beside what {@code dump} makes of it.
 * A key that is new adds a line to each {@code expected.yaml}; a line that changes is a setting
 * that no longer means what it meant.
 */
class OldConfigurationsTest {
  private static final Path CONFIGURATIONS = Path.of("src/test/resources/configurations");

  static List<Path> configurations() throws IOException {
    try (Stream<Path> folders = Files.list(CONFIGURATIONS)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void meansWhatItAlwaysMeant(Path configuration) throws IOException {
    Run.Result dumped = Run.command("dump", "--config", configuration.resolve("in.yaml"));
    String effective = dumped.out().replace(configuration.toAbsolutePath().toString(), "/FOLDER");

    assertThat(dumped.code()).as(dumped.err()).isZero();
    Path expected = configuration.resolve("expected.yaml");
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(expected, effective);
    }
    assertThat(effective).isEqualTo(Files.readString(expected));
  }
}
