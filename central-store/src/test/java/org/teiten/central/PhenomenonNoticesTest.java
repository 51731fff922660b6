// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

class PhenomenonNoticesTest {
  private static final String APPEARS = PhenomenonWorld.APPEARS;

  @TempDir private Path folder;

  private Path config;

  @BeforeEach
  void aPortAppearsFromOneNetworkOfOneCountry() throws IOException {
    config = new PhenomenonWorld(folder).config();
  }

  private Run.Result notices(String command, Object... more) {
    List<Object> words = new ArrayList<>(List.of("notices", command, "--config", config));
    words.addAll(List.of("--from", "2026-04-01", "--to", "2026-05-29"));
    words.addAll(List.of(more));
    return Run.command(words.toArray());
  }

  @Test
  void meansTheSourcesOfItsNetworksToItsPortSinceItsStart() throws IOException {
    Run.Result selected = notices("select", "--phenomenon", APPEARS, "--format", "json");

    assertThat(selected.err()).isEmpty();
    JsonNode answer = new JsonMapper().readTree(selected.out());
    assertThat(answer.at("/question/phenomenon/id").asText()).isEqualTo(APPEARS);
    assertThat(answer.at("/question/from").asText()).isEqualTo("2026-04-30");
    assertThat(answer.at("/question/to").asText()).isEqualTo("2026-05-29");
    assertThat(answer.at("/sources"))
        .hasSize(30)
        .allSatisfy(
            one -> {
              assertThat(one.path("address").asText()).startsWith("8.8.8.");
              assertThat(one.path("packets").asLong()).isEqualTo(120);
              assertThat(one.at("/evidence/0/port").asInt()).isEqualTo(9530);
            });
  }

  @Test
  void overHttpItIsConfirmedReadApprovedAndGoesOut() throws Exception {
    Files.createDirectory(folder.resolve("outbox"));
    String days = "\"from\":\"2026-04-01\",\"to\":\"2026-05-29\"";
    String id;
    try (ApiCentre centre = new ApiCentre(config)) {
      String analyst = centre.token("sato", Role.ANALYST, Scope.NOTHING);
      String period = "?from=2026-04-01&to=2026-05-29";
      assertThat(centre.json(analyst, "/v1/phenomena" + period).at("/phenomena/phenomena"))
          .anySatisfy(one -> assertThat(one.path("id").asText()).isEqualTo(APPEARS));

      HttpResponse<String> verdict =
          centre.send(
              analyst,
              "POST",
              "/v1/phenomena/" + APPEARS + "/verdict",
              "{" + days + ",\"confirmed\":true,\"note\":\"a botnet\"}");
      assertThat(verdict.statusCode()).as(verdict.body()).isEqualTo(201);
      assertThat(centre.json(analyst, "/v1/verdicts").at("/verdicts/0/who").asText())
          .isEqualTo("sato");
      assertThat(
              centre
                  .json(analyst, "/v1/sources" + period + "&phenomenon=" + APPEARS)
                  .at("/told/0/sources")
                  .asInt())
          .isEqualTo(30);
      id =
          new JsonMapper()
              .readTree(
                  centre
                      .send(
                          analyst,
                          "POST",
                          "/v1/notices",
                          "{" + days + ",\"phenomenon\":\"" + APPEARS + "\"}")
                      .body())
              .at("/notices/0/notice")
              .asText();
      assertThat(centre.json(analyst, "/v1/notices/" + id).path("mail").asText())
          .contains("rise of packets to 9530/tcp from US")
          .contains("US からの 9530/tcp 宛てパケットの増加");
      assertThat(
              centre
                  .send(analyst, "POST", "/v1/approvals", "{\"notices\":[\"" + id + "\"]}")
                  .body())
          .contains("\"status\":\"approved\"", "\"approved_by\":\"sato\"");
    }

    assertThat(Run.command("notices", "send", "--config", config).out()).contains("1 sent");
    assertThat(folder.resolve("outbox").resolve(id)).isDirectory();
  }

  @Test
  void onTheCommandLineItIsConfirmedOrDismissed() throws IOException {
    assertThat(notices("confirm", APPEARS, "--by", "sato", "--note", "a botnet").out())
        .contains("Confirmed.");
    assertThat(notices("confirm", APPEARS, "--by", "suzuki", "--dismiss").out())
        .contains("Dismissed.");
    assertThat(Files.readString(folder.resolve("data/notices/journal.jsonl")))
        .contains("\"confirmed\"", "\"dismissed\"", "a botnet", APPEARS);
    assertThat(notices("confirm", "nothing", "--by", "sato").err())
        .contains("no phenomenon that starts from 2026-04-01");
    assertThat(Run.command("notices", "list", "--config", config, "--format", "json").out())
        .contains("\"notices\":[]");
  }

  @Test
  void theNoticeNamesItInEveryForm() throws IOException {
    Run.Result drafted = notices("draft", "--phenomenon", APPEARS, "--by", "sato");
    assertThat(drafted.out()).as(drafted.err()).contains("cloud, 30 sources");
    String id = drafted.out().substring(0, drafted.out().indexOf(' '));
    Path files = folder.resolve("data/notices").resolve(id);

    assertThat(Files.readString(files.resolve("mail.txt")))
        .contains("rise of packets to 9530/tcp from US,\nsince 2026-04-30 (" + APPEARS)
        .contains("US からの 9530/tcp 宛てパケットの増加");
    assertThat(
            new JsonMapper()
                .readTree(files.resolve("notice.json").toFile())
                .at("/phenomena/0/id")
                .asText())
        .isEqualTo(APPEARS);
    try (var attached = Files.list(files.resolve("attachments"))) {
      assertThat(attached)
          .hasSize(2)
          .allSatisfy(one -> assertThat(Files.readString(one)).containsIgnoringCase(APPEARS));
    }
    assertThat(Files.readString(folder.resolve("data/notices/journal.jsonl"))).contains(APPEARS);

    Run.Result again = notices("draft", "--port", "23/tcp", "--network", "AS15169", "--by", "sato");
    assertThat(again.out()).contains("Nothing is drafted");
    Run.Result more = notices("draft", "--port", "22/tcp", "--reason", "SSH", "--by", "sato");
    String next = more.out().substring(0, more.out().indexOf(' '));
    assertThat(Files.readString(folder.resolve("data/notices").resolve(next).resolve("mail.txt")))
        .contains("What it is about: SSH", APPEARS);
  }

  @Test
  void saysWhatIsWrongWithOneThatCannotBeMeant() {
    assertThat(notices("select", "--phenomenon", "scan-1-tcp-all-2026-04-30").err())
        .contains("no phenomenon that starts from 2026-04-01 to 2026-05-29 is called")
        .contains("teiten-central phenomena");
    assertThat(notices("select", "--phenomenon", APPEARS, "--port", "9530/tcp").err())
        .contains("leave out --port, --country and --network");
    assertThat(notices("select", "--phenomenon", "backscatter-80-tcp-US-2026-05-05").err())
        .contains("is of class backscatter; only who scans can be told");
  }
}
