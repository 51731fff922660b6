// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.batch.EpochKind;

class NoticesCommandTest {
  private static final String CONTACTS =
      """
      organisations:
        - id: campus
          name: Example University
          prefixes: [133.11.0.0/16]
          contacts: [csirt@campus.example]
          languages: [ja, en]
          formats: [shadowserver, intelmq, xarf]
        - id: jp-csirt
          name: Example CSIRT
          role: national
          countries: [JP]
          contacts: [csirt@jp.example]
      """;

  @TempDir private Path folder;

  private Path config() throws IOException {
    Files.createDirectories(folder.resolve("contacts"));
    Files.writeString(folder.resolve("contacts/all.yaml"), CONTACTS);
    return Files.writeString(
        folder.resolve("central-store.yaml"),
        """
        data: data
        store: {memory_limit: 256MiB, min_free: 0B}
        origin:
          databases:
            - {name: country, kind: country, date: 2026-06-17, family: ipv4, file: '%s'}
        knowledge: {facts: '%s'}
        notices:
          contacts: contacts
          sender: {organisation: Coordinating CSIRT, contact: notices@centre.example}
        """
            .formatted(Shipped.config("origin/country-ipv4.csv.gz"), Shipped.config("knowledge")));
  }

  private Path imported() throws IOException {
    Path config = config();
    Path batches = folder.resolve("batches");
    Batch.of("tokyo-1", 1, 0)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-15T10:00:00Z")
        .row("133.11.0.1", 6, 23, -1, -1, TrafficType.TCP_SYN, "mirai", 3)
        .tcp("133.11.0.1", 2323, 1)
        .tcp("203.178.0.1", 22, 4)
        .tcp("8.8.8.8", 22, 5)
        .tcp("1.1.1.1", 22, 1)
        .tcp("9.9.9.9", 22, 2)
        .tcp("162.142.125.9", 22, 7)
        .tcp("192.168.0.1", 22, 9)
        .backscatter("198.41.0.4", 80, 11)
        .folded(22, 13, 6, null)
        .and()
        .writeTo(batches);
    Batch.of("paris-1", 2, 0)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-15T11:00:00Z")
        .row("133.11.0.1", 6, 23, -1, -1, TrafficType.TCP_SYN, "mirai", 2)
        .echo("203.178.0.1", 2)
        .and()
        .writeTo(batches);
    Run.Result result = Run.command("import", "--config", config, "--register", batches);
    assertThat(result.code()).as(result.err()).isZero();
    return config;
  }

  private Run.Result select(Object... more) throws IOException {
    Object[] words = new Object[more.length + 8];
    System.arraycopy(
        new Object[] {
          "notices", "select", "--config", imported(), "--from", "2026-06-15", "--to", "2026-06-15"
        },
        0,
        words,
        0,
        8);
    System.arraycopy(more, 0, words, 8, more.length);
    return Run.command(words);
  }

  @Test
  void tellsTheNarrowestOrganisationAndLeavesTheRestToAHuman() throws IOException {
    Run.Result result = select("--format", "json");

    assertThat(result.err()).isEmpty();
    JsonNode answer = new JsonMapper().readTree(result.out());
    assertThat(answer.at("/told"))
        .extracting(told -> told.path("organisation").asText() + " " + told.path("sources"))
        .containsExactly("campus 1", "jp-csirt 1", "null 1");
    JsonNode first = answer.at("/sources/0");
    assertThat(first.path("address").asText()).isEqualTo("133.11.0.1");
    assertThat(first.path("why").asText()).isEqualTo("prefix");
    assertThat(first.path("packets").asLong()).isEqualTo(6);
    assertThat(first.path("sensors").asInt()).isEqualTo(2);
    assertThat(first.path("marks")).extracting(JsonNode::asText).containsExactly("mirai");
    assertThat(answer.at("/sources/1/why").asText()).isEqualTo("national");
  }

  @Test
  void givesEachPieceOfEvidenceItsSourcePortAndExactTime() throws IOException {
    JsonNode answer = new JsonMapper().readTree(select("--format", "json").out());

    JsonNode lines = answer.at("/sources/0/evidence");
    assertThat(lines)
        .extracting(line -> line.path("time").asText() + " " + line.path("port"))
        .containsExactly(
            "2026-06-15T11:00:00Z 23", "2026-06-15T10:00:00Z 23", "2026-06-15T10:00:00Z 2323");
    assertThat(lines.get(0).path("source_port").asInt()).isEqualTo(40_000);
    assertThat(lines.get(0).path("clock").asText()).isEqualTo("unknown");
    assertThat(lines.get(0).path("mark").asText()).isEqualTo("mirai");
    JsonNode ping = answer.at("/sources/1/evidence/0");
    assertThat(ping.path("protocol").asText()).isEqualTo("icmp");
    assertThat(ping.path("source_port").isNull()).isTrue();
    assertThat(ping.path("icmp_type").asInt()).isEqualTo(8);
  }

  @Test
  void countsEachSourceThatIsLeftOutByItsReason() throws IOException {
    JsonNode answer = new JsonMapper().readTree(select("--format", "json").out());

    assertThat(answer.at("/left_out"))
        .extracting(
            one ->
                one.path("reason").asText() + " " + one.path("sources") + " " + one.path("packets"))
        .containsExactlyInAnyOrder(
            "backscatter 1 11",
            "no_address 6 13",
            "special_address 1 9",
            "research_scanner 1 7",
            "single_packet 1 1",
            "too_little 1 2");
  }

  @Test
  void meansOnlyWhatWasAskedFor() throws IOException {
    JsonNode answer =
        new JsonMapper()
            .readTree(
                select(
                        "--port",
                        "22/tcp",
                        "--prefix",
                        "0.0.0.0/1",
                        "--single-packets",
                        "--least-packets",
                        "2",
                        "--format",
                        "json")
                    .out());

    assertThat(answer.at("/sources"))
        .extracting(source -> source.path("address").asText())
        .containsExactly("8.8.8.8", "9.9.9.9", "1.1.1.1");
  }

  @Test
  void neverSaysWhichSensorSawSomething() throws IOException {
    Run.Result json = select("--format", "json");
    Run.Result table =
        Run.command(
            "notices",
            "select",
            "--config",
            folder.resolve("central-store.yaml"),
            "--from",
            "2026-06-15",
            "--to",
            "2026-06-15");

    JsonNode answer = new JsonMapper().readTree(json.out());
    assertThat(answer.at("/sources").toString()).doesNotContain("tokyo-1", "paris-1");
    assertThat(table.out())
        .contains("Example University (campus): 1 sources, 6 packets")
        .contains("Nobody is known for, a human decides: 1 sources, 5 packets")
        .contains("research scanner")
        .doesNotContain("tokyo-1", "paris-1");
  }

  @Test
  void namesEveryProblemOfAContactFileWithItsLine() throws IOException {
    Path config = config();
    Files.writeString(
        folder.resolve("contacts/more.yaml"),
        """
        organisations:
          - id: twice
            name: Twice
            prefixes: [133.11.0.0/16]
            contacts: [nobody]
          - id: campus
            name: Again
            countries: [XX]
            contacts: [csirt@again.example]
        """);

    Run.Result result = Run.command("check", "--config", config);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("more.yaml:5:16: organisations[0].contacts[0]: \"nobody\" is no mail address")
        .contains("more.yaml:8:17: organisations[1].countries[0]: \"XX\" is no country");
  }

  @Test
  void refusesAPrefixThatTwoOrganisationsClaim() throws IOException {
    Path config = config();
    Files.writeString(
        folder.resolve("contacts/more.yaml"),
        """
        organisations:
          - id: twice
            name: Twice
            prefixes: [133.11.0.0/16]
            contacts: [csirt@twice.example]
        """);

    assertThat(Run.command("check", "--config", config).err())
        .contains(
            "more.yaml:4:16: organisations[0].prefixes[0]: \"133.11.0.0/16\" is claimed by campus");
  }
}
