// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.support.config.ConfigFile;

/** Four notices, of which nobody may approve more than two recipients without saying so. */
class NoticeBrakeTest {
  @TempDir private Path folder;

  private static HttpResponse<String> approve(
      ApiCentre centre, String token, String notice, String more) throws IOException {
    return centre.send(
        token, "POST", "/v1/approvals", "{\"notices\":[\"" + notice + "\"]" + more + "}");
  }

  private static List<String> drafted(ApiCentre centre, String token) throws IOException {
    HttpResponse<String> answer =
        centre.send(
            token,
            "POST",
            "/v1/notices",
            "{\"from\":\"2026-06-15\",\"to\":\"2026-06-17\",\"least_packets\":1,\"single_packets\":true}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    List<String> ids = new ArrayList<>();
    for (JsonNode one : new JsonMapper().readTree(answer.body()).path("notices")) {
      ids.add(one.path("notice").asText());
    }
    return ids;
  }

  @Test
  void oneByOneIsNoWayPastItForTheSamePersonWithinADay() throws Exception {
    Path file = new ObservedWorld(folder, 1, 10).config();
    Files.writeString(
        file,
        Files.readString(file).replace("folder: outbox", "folder: outbox\n  most_recipients: 2"));
    CentralConfig config = ConfigFile.load(file, CentralConfig.class);
    try (ApiCentre centre = new ApiCentre(file)) {
      String sato = centre.token("sato", Role.ANALYST, Scope.NOTHING);
      List<String> ids = drafted(centre, sato);
      assertThat(ids).hasSize(4);
      assertThat(approve(centre, sato, ids.get(0), "").statusCode()).isEqualTo(200);
      assertThat(approve(centre, sato, ids.get(1), "").statusCode()).isEqualTo(200);

      HttpResponse<String> third = approve(centre, sato, ids.get(2), "");

      assertThat(third.statusCode()).isEqualTo(422);
      assertThat(third.body())
          .contains("with those that you approved within 24 hours", "3 recipients, more than 2")
          .contains("over HTTP as recipients in the body");
      assertThat(notices("withdraw", ids.get(0), "--by", "sato", "--reason", "a mistake").code())
          .isZero();
      assertThat(approve(centre, sato, ids.get(2), "").statusCode()).isEqualTo(200);
      assertThat(notices("approve", ids.get(3), "--by", "sato").err())
          .contains("3 recipients, more than 2; if that is meant, say so with --recipients 3");
      assertThat(approve(centre, sato, ids.get(3), ",\"recipients\":2").statusCode())
          .isEqualTo(422);
      assertThat(notices("approve", ids.get(3), "--by", "suzuki").code()).isZero();

      String again = drafted(centre, sato).get(0);
      try (NoticeDesk soon = desk(config, Duration.ofHours(23))) {
        assertThatThrownBy(() -> approve(soon, again)).hasMessageContaining("3 recipients");
      }
      try (NoticeDesk tomorrow = desk(config, Duration.ofHours(25))) {
        approve(tomorrow, again);
        assertThat(tomorrow.list())
            .filteredOn(one -> one.id().equals(again))
            .singleElement()
            .satisfies(one -> assertThat(one.approval().who()).isEqualTo("sato"));
      }
    }
  }

  private static NoticeDesk desk(CentralConfig config, Duration later) throws Exception {
    return NoticeDesk.open(
        Centre.notices(config),
        config.notices(),
        Centre.contacts(config),
        Clock.offset(Clock.systemUTC(), later));
  }

  private static void approve(NoticeDesk desk, String id) throws IOException {
    desk.approve(List.of(id), "sato", Optional.empty(), Optional.empty());
  }

  private Run.Result notices(String command, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("notices", command, "--config", folder.resolve("central-store.yaml")));
    words.addAll(List.of(more));
    return Run.command(words.toArray());
  }
}
