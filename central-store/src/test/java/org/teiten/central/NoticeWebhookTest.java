// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.central.notify.deliver.HookServer;

class NoticeWebhookTest {
  @TempDir private Path folder;

  private HookServer hook;
  private NoticeCentre centre;

  @BeforeEach
  void listens() throws IOException {
    hook = new HookServer(Files.createDirectory(folder.resolve("hook")));
  }

  @AfterEach
  void stops() throws IOException {
    hook.close();
    if (centre != null) {
      centre.close();
    }
  }

  private void centre(String format) throws IOException {
    centre(
        format,
        "https://localhost:" + hook.port() + "/in?key=hidden",
        "../hook/authority-only.pem");
  }

  private void centre(String format, String url, String trust) throws IOException {
    centre =
        new NoticeCentre(
            folder,
            """
            organisations:
              - id: campus
                name: Example University
                prefixes: [133.11.0.0/16]
                contacts: [csirt@campus.example]
                formats: [shadowserver, intelmq, xarf]
                webhook: {url: '%s', format: %s, token: s3cret, trust: %s, timeout: 5s}
            """
                .formatted(url, format, trust),
            new String[0]);
  }

  @ParameterizedTest
  @CsvSource({"intelmq, application/x-ndjson", "xarf, application/json"})
  void postsTheJsonOnceWithAKeyOfItsOwn(String format, String type) throws IOException {
    centre(format);
    String id = centre.approved();

    assertThat(centre.notices("send").out()).contains("1 sent");
    assertThat(centre.notices("send").out()).contains("0 sent");

    assertThat(centre.server().taken()).isEmpty();
    assertThat(hook.posted()).hasSize(1);
    HookServer.Posted posted = hook.posted().get(0);
    assertThat(posted.headers().getFirst("Content-Type")).isEqualTo(type);
    assertThat(posted.headers().getFirst("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(posted.headers().getFirst("Idempotency-Key")).matches("\"" + id + "-[0-9a-f]{12}\"");
    assertThat(posted.headers().getFirst("Teiten-Approval")).matches("2 sha256:[0-9a-f]{64}");
    String first = format.equals("xarf") ? posted.body() : posted.body().lines().findFirst().get();
    assertThat(new JsonMapper().readTree(first).toString()).contains("133.11.0.");
    assertThat(centre.status(id)).isEqualTo("sent");
    assertThat(centre.notices("show", id).out())
        .contains("https://localhost:" + hook.port() + "/in took it: 200 said")
        .doesNotContain("hidden", "s3cret", "\u001b");
  }

  @Test
  void aCentreOfWebhooksAloneNeedsNoMailServer() throws IOException {
    centre("intelmq");
    withoutMailServer();
    String id = centre.approved();

    assertThat(centre.notices("send").out()).contains("1 sent");

    assertThat(hook.posted()).hasSize(1);
    assertThat(centre.status(id)).isEqualTo("sent");
  }

  @Test
  void whoHasNoWebhookWaitsWhereThereIsNoOtherWayOut() throws IOException {
    centre = new NoticeCentre(folder);
    withoutMailServer();
    String id = centre.approved();

    Run.Result send = centre.notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).contains("0 sent, 1 waiting").contains("set notices.smtp and");
    assertThat(centre.status(id)).isEqualTo("approved");
  }

  private void withoutMailServer() throws IOException {
    String text = Files.readString(centre.config());
    Files.writeString(centre.config(), text.replaceAll("(?m)^  smtp:\\n(    .*\\n)+", ""));
    assertThat(Files.readString(centre.config())).doesNotContain("smtp", "bounces");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 409, 429, 500, 503})
  void whatItRefusesWaitsAndIsPostedAgainWithTheSameKey(int status) throws IOException {
    centre("intelmq");
    String id = centre.approved();
    hook.answer(status);

    Run.Result send = centre.notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).contains("0 sent, 1 waiting").contains("did not take it: " + status);
    assertThat(centre.status(id)).isEqualTo("approved");
    assertThat(centre.notices("send").out()).contains("tried again after");
    assertThat(hook.posted()).hasSize(1);
  }

  @Test
  void whatItReadWithoutAnAnswerIsUncertainUntilAHumanSaysAgain() throws IOException {
    centre("intelmq");
    String id = centre.approved();
    hook.answer(HookServer.SILENCE);

    assertThat(centre.notices("send").out()).contains("fell silent after it had all");
    assertThat(centre.status(id)).isEqualTo("uncertain");
    assertThat(centre.notices("send").out()).contains("0 sent, 1 waiting");
    assertThat(hook.posted()).hasSize(1);

    hook.answer(201);
    assertThat(centre.notices("settle", id, "again", "--by", "suzuki").code()).isZero();
    assertThat(centre.notices("send").out()).contains("1 sent");
    assertThat(hook.posted())
        .extracting(one -> one.headers().getFirst("Idempotency-Key"))
        .hasSize(2)
        .containsOnly(hook.posted().get(0).headers().getFirst("Idempotency-Key"));
  }

  @Test
  void aServerThatIsNotTrustedOrNotThereIsToldNothing() throws IOException {
    centre("intelmq", "https://localhost:" + hook.port() + "/", "../mail/authority-only.pem");
    String id = centre.approved();

    assertThat(centre.notices("send").out())
        .contains("0 sent, 1 waiting")
        .contains("did not take it");
    assertThat(centre.status(id)).isEqualTo("approved");
    assertThat(hook.posted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "intelmq | http://localhost/ | must begin with https://",
        "intelmq | https://user:x@localhost/ | without user",
        "shadowserver | https://localhost/ | must be intelmq or xarf"
      })
  void aWrongOneIsAnErrorOfItsLine(String format, String url, String message) throws IOException {
    centre = new NoticeCentre(folder);
    Files.writeString(
        folder.resolve("contacts/more.yaml"),
        """
        organisations:
          - id: other
            name: Other
            prefixes: [192.0.2.0/24]
            contacts: [csirt@other.example]
            webhook: {url: '%s', format: %s}
        """
            .formatted(url, format));

    assertThat(Run.command("check", "--config", centre.config()).err())
        .contains("more.yaml:6:")
        .contains(message);
  }
}
