// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueReferenceTest {
  record Config(
      @Secret(form = "a list of names") List<String> names,
      Optional<String> word,
      @Default("1") int number) {}

  @TempDir Path folder;

  private Config parse(String yaml, Map<String, String> environment) throws InvalidConfigException {
    return ConfigFile.parse("c.yaml", folder, yaml, Config.class, environment);
  }

  @Test
  void takesValuesFromTheEnvironmentAndFromCredentials() throws Exception {
    Files.writeString(folder.resolve("names"), "203.0.113.0/24,\n2001:db8::/48\n");
    Config config =
        parse(
            "names: ${credential:names}\nword: ${env:WORD}\nnumber: ${env:NUMBER}\n",
            Map.of("CREDENTIALS_DIRECTORY", folder.toString(), "WORD", "a b\n", "NUMBER", "7"));
    assertThat(config)
        .isEqualTo(new Config(List.of("203.0.113.0/24", "2001:db8::/48"), Optional.of("a b"), 7));
  }

  @Test
  void saysAtItsLineWhatIsMissingAndShowsNoValue() {
    assertThatThrownBy(
            () ->
                parse(
                    "names: ${credential:names}\nword: ${env:NOWHERE}\nnumber: ${env:NUMBER}\n",
                    Map.of("NUMBER", "hunter2")))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.getMessage().lines())
                    .anyMatch(
                        line -> line.startsWith("c.yaml:1:8: names: there are no credentials"))
                    .anyMatch(
                        line -> line.startsWith("c.yaml:2:7: word: environment variable NOWHERE"))
                    .anyMatch(line -> line.startsWith("c.yaml:3:9: number: not a right value"))
                    .noneMatch(line -> line.contains("hunter2")));
  }

  @Test
  void refusesWhatIsNoReferenceAndWhatIsEmpty() {
    assertThatThrownBy(() -> parse("names: [a]\nword: ${HOME}\n", Map.of("HOME", "x")))
        .hasMessageContaining("write ${env:NAME} or ${credential:NAME}");
    assertThatThrownBy(() -> parse("names: [a]\nword: ${env:X}\n", Map.of("X", " ")))
        .hasMessageContaining("refers to an empty value");
  }
}
