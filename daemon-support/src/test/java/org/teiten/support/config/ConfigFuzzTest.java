// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any text is settings, or every problem with its place; and what is dumped can be read again. */
class ConfigFuzzTest {
  /** One setting of every type that files may hold. */
  public record Settings(
      @Default("a") String name,
      @Default("7") int number,
      @Default("0.5") double share,
      @Default("false") boolean on,
      @Default("60s") Duration interval,
      @Default("1MiB") ByteSize size,
      @Default("127.0.0.1:9101") ListenAddress listen,
      @Secret(form = "words") @Default("[]") List<String> secrets,
      Optional<LocalDate> date,
      Optional<URI> url,
      Optional<ZoneId> zone,
      Optional<Path> path,
      @Default("{}") Map<String, Duration> levels,
      Section section) {}

  /** A section. */
  public record Section(@Default("red") Colour colour, @Default("1") long count) {
    /** Refuses what is negative. */
    public Section {
      new SettingChecks().require(count >= 0, "count", "must not be negative").orThrow();
    }
  }

  /** Words of a setting. */
  public enum Colour {
    RED,
    BLUE
  }

  @FuzzTest(maxDuration = "10m")
  void anyTextIsARecordOrAListOfProblems(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Settings settings = ConfigFile.parse("fuzzed.yaml", Path.of("/"), text, Settings.class);
      if (ConfigDump.yaml(settings).isBlank()) {
        throw new AssertionError("settings without a dump");
      }
    } catch (InvalidConfigException e) {
      if (e.problems().isEmpty()
          || e.problems().stream().anyMatch(problem -> problem.message().isBlank())) {
        throw new AssertionError("refused without saying what", e);
      }
    }
  }
}
