// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  enum Clock {
    PACKET,
    WALL_TIME
  }

  record Word(String value) {
    public Word {
      if (value.contains(" ")) {
        throw new IllegalArgumentException("must be one word");
      }
    }
  }

  record Spool(Path directory, @Default("1GiB") ByteSize maxBytes) {
    Spool {
      new SettingChecks()
          .require(maxBytes.bytes() >= 1024, "max_bytes", "must be at least 1KiB; write more")
          .orThrow();
    }
  }

  record Limits(@Default("7") int rounds, @Default("9000000000") long total) {}

  record Config(
      Word sensor,
      @Default("60s") Duration interval,
      @Default("true") boolean shipping,
      @Default("packet") Clock clock,
      Optional<URI> centre,
      @Secret(form = "a list of words") List<Word> monitored,
      @Default("127.0.0.1:9101") ListenAddress listen,
      Spool spool,
      Limits limits) {
    Config {
      new SettingChecks()
          .require(!interval.isZero(), "interval", "must not be zero; write 60s")
          .require(!monitored.isEmpty(), "monitored", "must not be empty; add a word")
          .orThrow();
    }
  }

  private static final String COMPLETE =
      """
      sensor: tokyo-1
      monitored: [alpha, beta]
      spool:
        directory: /var/spool/x
      """;

  @TempDir Path folder;

  @Test
  void fillsAbsentKeysWithTheirDefaults() throws Exception {
    Config config = parse(COMPLETE);
    assertThat(config.sensor()).isEqualTo(new Word("tokyo-1"));
    assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.shipping()).isTrue();
    assertThat(config.clock()).isEqualTo(Clock.PACKET);
    assertThat(config.centre()).isEmpty();
    assertThat(config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 9101));
    assertThat(config.spool().maxBytes()).isEqualTo(new ByteSize(1L << 30));
    assertThat(config.limits()).isEqualTo(new Limits(7, 9_000_000_000L));
  }

  @Test
  void bindsEveryTypeThatIsGiven() throws Exception {
    Config config =
        parse(
            COMPLETE
                + """
                interval: 5m
                shipping: false
                clock: wall_time
                centre: https://[2001:db8::1]:8443
                listen: "[::1]:0"
                limits: {rounds: -3, total: 12}
                """);
    assertThat(config.interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.shipping()).isFalse();
    assertThat(config.clock()).isEqualTo(Clock.WALL_TIME);
    assertThat(config.centre()).contains(URI.create("https://[2001:db8::1]:8443"));
    assertThat(config.listen()).isEqualTo(new ListenAddress("::1", 0));
    assertThat(config.limits()).isEqualTo(new Limits(-3, 12));
  }

  @Test
  void listsEveryProblemWithItsLineAndColumn() {
    assertThat(
            problems(
                """
                sensor: two words
                intervall: 60s
                interval: 60
                shipping: yes
                clock: sundial
                spool:
                  max_bytes: 64 mib
                  max_bytes: 64MiB
                limits: [1]
                """))
        .containsExactly(
            "c.yaml:2:1: intervall: unknown key; did you mean \"interval\"?",
            "c.yaml:1:9: sensor: must be one word",
            "c.yaml:3:11: interval: \"60\" is not a duration; write a number with a unit: 500ms,"
                + " 60s, 5m, 1h, 1d",
            "c.yaml:4:11: shipping: \"yes\" is neither true nor false; write one of them",
            "c.yaml:5:8: clock: \"sundial\" is not one of: packet, wall_time",
            "c.yaml:1:1: monitored: missing; add it: a list of words",
            "c.yaml:8:3: spool.max_bytes: given twice, first in line 7; remove one",
            "c.yaml:7:3: spool.directory: missing; add it",
            "c.yaml:7:14: spool.max_bytes: \"64 mib\" is not a size; write a number with a unit,"
                + " such as 64MiB or 2GiB",
            "c.yaml:9:9: limits: must be a section of keys; write \"key: value\" lines");
  }

  @Test
  void givesEachRuleOfAConstructorTheLineOfItsKey() {
    assertThat(
            problems(
                """
                sensor: a
                interval: 0s
                spool: {directory: x}
                monitored: []
                """))
        .containsExactly(
            "c.yaml:2:11: interval: must not be zero; write 60s",
            "c.yaml:4:12: monitored: must not be empty; add a word");
  }

  @Test
  void neverShowsASecretValue() {
    assertThat(problems("sensor: a\nmonitored: [\"top secret\"]\nspool: {directory: x}"))
        .containsExactly(
            "c.yaml:2:13: monitored[0]: not a right value (it is secret and not shown); write a"
                + " list of words");
    assertThat(problems("monitored: [\"top secret\"\nsensor: a").toString())
        .contains("malformed YAML")
        .doesNotContain("secret");
  }

  @Test
  void reportsMalformedYamlWithItsPlace() {
    assertThat(problems("sensor: a\n\tspool: b"))
        .singleElement()
        .asString()
        .startsWith("c.yaml:2:1: malformed YAML: ")
        .doesNotContain("\n");
  }

  @Test
  void refusesAnEmptyFileByNamingWhatIsMissing() {
    assertThat(problems(""))
        .containsExactly(
            "c.yaml:1:1: sensor: missing; add it",
            "c.yaml:1:1: monitored: missing; add it: a list of words",
            "c.yaml:1:1: spool.directory: missing; add it");
  }

  @Test
  void refusesAKeyWithoutValue() {
    assertThat(problems(COMPLETE + "interval:\n"))
        .containsExactly("c.yaml:5:10: interval: has no value; write one or remove the key");
  }

  @Test
  void refusesAliasBombs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problems(bomb.toString())).singleElement().asString().contains("aliases");
  }

  @Test
  void boundsTheFile() throws IOException {
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> ConfigFile.load(file, Config.class))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void resolvesRelativePathsAgainstTheFile() throws Exception {
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "sensor: a\nmonitored: [x]\nspool: {directory: ../here}\n");
    assertThat(ConfigFile.load(file, Config.class).spool().directory())
        .isEqualTo(folder.getParent().resolve("here"));
  }

  @Test
  void dumpsWhatItReadsAgainWithSecretsMasked() throws Exception {
    Config config = parse(COMPLETE + "interval: 90s\ncentre: http://127.0.0.1:1\n");
    String dump = ConfigDump.yaml(config);
    assertThat(dump)
        .contains("interval: 90s", "max_bytes: 1GiB", "sensor: tokyo-1", ConfigDump.MASK)
        .doesNotContain("alpha");
    Config again = parse(dump.replace("'" + ConfigDump.MASK + "'", "[alpha, beta]"));
    assertThat(again).isEqualTo(config);
  }

  private Config parse(String yaml) throws InvalidConfigException {
    return ConfigFile.parse("c.yaml", folder, yaml, Config.class);
  }

  private List<String> problems(String yaml) {
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> parse(yaml));
    return e.problems().stream().map(ConfigProblem::toString).toList();
  }

  record Share(String of, @Default("0.5") double share) {
    Share {
      new SettingChecks().require(share <= 1, "share", "must be at most 1").orThrow();
    }
  }

  record Plan(
      LocalDate from, Map<String, List<Word>> groups, Optional<Double> k, List<Share> shares) {
    Plan {
      new SettingChecks()
          .require(shares.size() < 2 || shares.get(1).share() < 1, "shares[1].share", "is whole")
          .orThrow();
    }
  }

  @Test
  void bindsNumbersDatesAndMapsWithTheUsersOwnKeys() throws Exception {
    Plan plan =
        ConfigFile.parse(
            "p.yaml",
            Path.of("/"),
            "from: 2017-01-31\ngroups: {b: [x, y], a: [z]}\nk: 1e1\nshares: [{of: q}]",
            Plan.class);
    assertThat(plan.from()).isEqualTo(LocalDate.of(2017, 1, 31));
    assertThat(plan.groups().keySet()).containsExactly("b", "a");
    assertThat(plan.groups()).containsEntry("b", List.of(new Word("x"), new Word("y")));
    assertThat(plan.k()).contains(10.0);
    assertThat(plan.shares()).containsExactly(new Share("q", 0.5));
  }

  @Test
  void namesTheLineOfARuleAboutAListsElement() {
    String text = "from: 2017-02-30\ngroups: [a]\nk: NaN\nshares:\n- {of: q}\n- {of: r, share: 2}";
    assertThatThrownBy(() -> ConfigFile.parse("p.yaml", Path.of("/"), text, Plan.class))
        .hasMessageContaining("p.yaml:1:7: from: \"2017-02-30\" is not a date")
        .hasMessageContaining("p.yaml:2:9: groups: must be a section")
        .hasMessageContaining("p.yaml:3:4: k: \"NaN\" is not a number")
        .hasMessageContaining("p.yaml:6:18: shares[1].share: must be at most 1");
    String whole = "from: 2017-02-28\ngroups: {}\nshares:\n- {of: q}\n- {of: r, share: 1}";
    assertThatThrownBy(() -> ConfigFile.parse("p.yaml", Path.of("/"), whole, Plan.class))
        .hasMessage("p.yaml:5:18: shares[1].share: is whole");
  }
}
