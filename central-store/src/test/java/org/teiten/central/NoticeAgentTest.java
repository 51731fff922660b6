// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.notify.deliver.MailServer;
import org.teiten.flowtuple.batch.EpochKind;

class NoticeAgentTest {
  private static final Pattern METRICS = Pattern.compile("metrics at (http://\\S+/metrics)");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private NoticeCentre centre;
  private Process process;
  private Path log;
  private String metrics;

  @BeforeEach
  void aCentreRunsThatSends() throws IOException {
    Files.createDirectory(folder.resolve("returned"));
    centre = new NoticeCentre(folder, "bounces: returned", "send: true", "send_every: 1s");
    log = Files.createFile(folder.resolve("centre.log"));
    process = Run.process(log, "run", "--config", centre.config());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
              Matcher listens = METRICS.matcher(Files.readString(log));
              metrics = listens.find() ? listens.group(1) : null;
              return metrics != null;
            });
  }

  @AfterEach
  void stops() throws Exception {
    process.destroyForcibly().waitFor();
    centre.close();
  }

  private String metrics() throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(metrics)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void sendsWhatIsApprovedAndReadsWhatCameBackBesideCommands() throws Exception {
    String id = centre.drafted();
    assertThat(centre.server().taken()).isEmpty();
    assertThat(centre.notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();

    await().atMost(PATIENCE).until(() -> centre.status(id).equals("sent"));
    assertThat(centre.notices("send").out()).contains("0 sent, 0 waiting");
    assertThat(centre.server().taken()).hasSize(1);

    Path half = folder.resolve("half");
    Files.writeString(
        half,
        "To: "
            + centre.server().taken().get(0).from()
            + "\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
            + "Final-Recipient: rfc822; noc@campus.example\nAction: failed\nStatus: 5.1.1\n--b--\n");
    Files.move(half, folder.resolve("returned/1.eml"));

    await()
        .atMost(PATIENCE)
        .until(() -> centre.state(id).path("trouble").asText().contains("noc@campus.example"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("teiten_notices_attempts_total{result=\"sent\"} 1.0")
                    .contains("teiten_notices_attempts_total{result=\"failed\"} 0.0")
                    .contains("teiten_notices_reports_total{kind=\"bounced\"} 1.0")
                    .contains("teiten_notices_waiting_notices{status=\"approved\"} 0.0"));
    assertThat(Files.readString(log)).contains("notice " + id + " came back: 5.1.1");
  }

  @Test
  void aMailServerThatHangsHoldsUpNothingElse() throws Exception {
    centre.server().behave(MailServer.Manner.HANGS);
    String id = centre.approved();
    await().atMost(PATIENCE).until(() -> centre.server().hangs());

    Path batches = folder.resolve("more");
    Batch.of("tokyo-1", 1, 1)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-16T10:00:00Z")
        .tcp("133.11.0.2", 22, 4)
        .and()
        .writeTo(batches);
    assertThat(Run.command("import", "--config", centre.config(), batches).out())
        .contains("1 stored");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("teiten_notices_attempts_total{result=\"uncertain\"} 1.0"));
    assertThat(centre.status(id)).isEqualTo("uncertain");
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void whatGoesOutDoesNotWaitForWhatCannotBeRead() throws Exception {
    Files.delete(folder.resolve("returned"));
    String id = centre.approved();

    await().atMost(PATIENCE).until(() -> centre.status(id).equals("sent"));
    assertThat(Files.readString(log)).contains("mail that came back cannot be read: ");
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.writeString(half.resolve("1.eml"), "To: nobody@centre.example\n\n");
    Files.move(half, folder.resolve("returned"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(metrics()).contains("teiten_notices_left_mails 1.0"));

    Files.writeString(folder.resolve("returned/1.eml"), automaticReply());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("teiten_notices_left_mails 0.0")
                    .contains("teiten_notices_reports_total{kind=\"automatic\"} 1.0"));
  }

  private String automaticReply() {
    return "To: "
        + centre.server().taken().get(0).from()
        + "\nAuto-Submitted: auto-replied\n\nOut of office\n";
  }

  @Test
  void whatIsNotTakenIsToldAndCounted() throws Exception {
    centre.server().behave(MailServer.Manner.REFUSES_RECIPIENT);
    String id = centre.approved();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("teiten_notices_attempts_total{result=\"failed\"} 1.0")
                    .contains("teiten_notices_waiting_notices{status=\"approved\"} 1.0"));
    assertThat(centre.status(id)).isEqualTo("approved");
    assertThat(Files.readString(log))
        .containsOnlyOnce("notices cannot be sent and are tried again later: localhost:")
        .contains("no such mailbox");
  }
}
