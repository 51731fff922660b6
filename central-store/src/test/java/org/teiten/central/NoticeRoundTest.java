// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.central.notify.deliver.MailServer;
import org.teiten.central.notify.deliver.MailServer.Manner;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.batch.EpochKind;

class NoticeRoundTest {
  @TempDir private Path folder;

  private MailServer server;
  private Path config;

  @BeforeEach
  void startsWithASourceThatSomebodyIsToldAbout() throws IOException {
    server = new MailServer(Files.createDirectory(folder.resolve("mail")));
    server.identity().write(folder.resolve("smime.pem"));
    Files.createDirectories(folder.resolve("contacts"));
    Files.writeString(
        folder.resolve("contacts/all.yaml"),
        """
        organisations:
          - id: campus
            name: Example University
            prefixes: [133.11.0.0/16]
            contacts: [csirt@campus.example, noc@campus.example]
            languages: [ja, en]
            formats: [shadowserver, intelmq, xarf]
        """);
    config = config(server.port());
    Path batches = folder.resolve("batches");
    Batch.of("tokyo-1", 1, 0)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-15T10:00:00Z")
        .row("133.11.0.1", 6, 23, -1, -1, TrafficType.TCP_SYN, "mirai", 3)
        .tcp("133.11.0.2", 22, 4)
        .and()
        .writeTo(batches);
    assertThat(Run.command("import", "--config", config, "--register", batches).code()).isZero();
  }

  @AfterEach
  void stops() throws IOException {
    server.close();
  }

  private Path config(int port) throws IOException {
    return Files.writeString(
        folder.resolve("central-store.yaml"),
        """
        data: data
        store: {memory_limit: 256MiB, min_free: 0B}
        notices:
          contacts: contacts
          sender: {organisation: 調整 CSIRT, contact: notices@centre.example}
          most_sources: 1
          smtp:
            host: localhost
            port: %d
            trust: mail/authority-only.pem
            identity: smime.pem
            bounces: bounces@centre.example
            timeout: 5s
        """
            .formatted(port));
  }

  private Run.Result notices(String command, Object... more) {
    List<Object> words = new ArrayList<>(List.of("notices", command, "--config", config));
    words.addAll(List.of(more));
    return Run.command(words.toArray());
  }

  private String drafted() {
    Run.Result draft =
        notices(
            "draft",
            "--from",
            "2026-06-15",
            "--to",
            "2026-06-15",
            "--by",
            "sato",
            "--reason",
            "23/tcp");
    assertThat(draft.err()).isEmpty();
    assertThat(draft.out()).contains("campus, 2 sources");
    return draft.out().substring(0, draft.out().indexOf(' '));
  }

  private String approved() {
    String id = drafted();
    assertThat(notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();
    return id;
  }

  private String status(String id) throws IOException {
    for (var one :
        new JsonMapper().readTree(notices("list", "--format", "json").out()).path("notices")) {
      if (one.path("id").asText().equals(id)) {
        return one.path("status").asText().toLowerCase(java.util.Locale.ROOT);
      }
    }
    return "none";
  }

  @Test
  void goesOutOnceSignedWithItsAttachmentsAndNotBeforeItIsApproved() throws Exception {
    String id = drafted();
    assertThat(notices("send").out()).contains("0 sent");
    assertThat(server.taken()).isEmpty();

    assertThat(notices("approve", id, "--by", "suzuki").err())
        .contains("about 2 sources, more than 1")
        .contains("--sources 2");
    assertThat(notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();
    Run.Result sent = notices("send");
    assertThat(sent.out()).contains("1 sent, 0 waiting");
    assertThat(sent.code()).isZero();
    assertThat(notices("send").out()).contains("0 sent");

    assertThat(server.taken()).hasSize(1);
    MailServer.Taken taken = server.taken().get(0);
    assertThat(taken.from()).isEqualTo("bounces+" + id + "@centre.example");
    assertThat(taken.to()).containsExactly("csirt@campus.example", "noc@campus.example");
    MimeMessage mail =
        new MimeMessage(
            (Session) null,
            new ByteArrayInputStream(taken.mail().getBytes(StandardCharsets.UTF_8)));
    assertThat(mail.getSubject()).contains("[TLP:AMBER]").contains(id).contains("2 アドレス");
    assertThat(mail.getHeader("Teiten-Approval", null)).matches("2 sha256:[0-9a-f]{64}");
    MimeMultipart signed = (MimeMultipart) mail.getContent();
    assertThat(signed.getContentType()).contains("multipart/signed", "pkcs7-signature");
    assertSigned(signed);
    MimeMultipart content = (MimeMultipart) signed.getBodyPart(0).getContent();
    assertThat((String) content.getBodyPart(0).getContent()).contains("133.11.0.1", "御中");
    assertThat(names(content))
        .hasSize(4)
        .anySatisfy(
            name -> assertThat(name).endsWith("-event4_honeypot_darknet-campus-" + id + ".csv"));
    assertThat(status(id)).isEqualTo("sent");
  }

  private static List<String> names(MimeMultipart content) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < content.getCount(); i++) {
      names.add(String.valueOf(content.getBodyPart(i).getFileName()));
    }
    return names;
  }

  private void assertSigned(MimeMultipart signed) throws Exception {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ((MimeBodyPart) signed.getBodyPart(0)).writeTo(first);
    byte[] signature = signed.getBodyPart(1).getInputStream().readAllBytes();
    CMSSignedData data =
        new CMSSignedData(new CMSProcessableByteArray(first.toByteArray()), signature);
    for (SignerInformation signer : data.getSignerInfos().getSigners()) {
      assertThat(
              signer.verify(
                  new JcaSimpleSignerInfoVerifierBuilder().build(server.identity().certificate())))
          .isTrue();
    }
    assertThat(data.getSignerInfos().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"REFUSES_RECIPIENT", "REFUSES_CONTENT", "DIES_IN_THE_MIDDLE"})
  void whatWasNotTakenWaitsAndSaysWhy(Manner manner) throws IOException {
    String id = drafted();
    if (manner == Manner.DIES_IN_THE_MIDDLE) {
      // More than all buffers on the way hold, or it is written before the other side dies.
      Path mail = folder.resolve("data/notices").resolve(id).resolve("mail.txt");
      Files.writeString(mail, Files.readString(mail) + "x".repeat(32 << 20));
    }
    assertThat(notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();
    server.behave(manner);

    Run.Result send = notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).contains("0 sent, 1 waiting").contains("did not take it");
    assertThat(server.taken()).isEmpty();
    assertThat(status(id)).isEqualTo("approved");
    assertThat(notices("send").out()).contains("tried again after");
  }

  @Test
  void whatWasHandedOverWithoutAnAnswerIsNeitherSentAgainNorForgotten() throws IOException {
    String id = approved();
    server.behave(Manner.FALLS_SILENT);

    Run.Result send = notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).contains("fell silent after it had the whole mail");
    assertThat(status(id)).isEqualTo("uncertain");
    assertThat(notices("send").out()).contains("0 sent, 1 waiting").contains("not known");
    assertThat(server.taken()).hasSize(1);
    assertThat(notices("settle", id, "arrived", "--by", "suzuki").code()).isZero();
    assertThat(status(id)).isEqualTo("sent");
  }

  @Test
  void aMailThatAnEditorGaveOtherLineEndsGoesOutWhole() throws IOException {
    String id = drafted();
    Path mail = folder.resolve("data/notices").resolve(id).resolve("mail.txt");
    Files.writeString(
        mail, "To: noc@campus.example\r\nSubject: Hello\r\n\r\nDear all\r\n\r\nbye\r\n");

    assertThat(notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();
    assertThat(notices("send").out()).contains("1 sent");
    String body =
        java.util.Base64.getEncoder()
            .encodeToString("Dear all\n\nbye\n".getBytes(StandardCharsets.UTF_8));
    assertThat(server.taken())
        .singleElement()
        .satisfies(one -> assertThat(one.mail()).contains(body));
  }

  @Test
  void whatWasChangedAfterItsApprovalDoesNotGoOut() throws IOException {
    String id = approved();
    Path mail = folder.resolve("data/notices").resolve(id).resolve("mail.txt");
    Files.writeString(mail, Files.readString(mail).replace("csirt@campus", "csirt@evil"));

    assertThat(notices("send").out()).contains("changed after the approval");
    assertThat(server.taken()).isEmpty();
  }

  @Test
  void aSourceIsNotToldTwiceUnlessSomethingNewWasSeen() throws IOException {
    String id = approved();
    notices("send");

    Run.Result again =
        notices("draft", "--from", "2026-06-15", "--to", "2026-06-15", "--by", "sato");
    assertThat(again.out()).contains("Nothing is drafted").contains("2 sources were told already");

    Path more = folder.resolve("more");
    Batch.of("tokyo-1", 1, 1)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-16T10:00:00Z")
        .tcp("133.11.0.2", 22, 4)
        .and()
        .writeTo(more);
    Run.command("import", "--config", config, more);
    Run.Result later =
        notices("draft", "--from", "2026-06-15", "--to", "2026-06-16", "--by", "sato");
    assertThat(later.out()).contains("campus, 1 sources").contains("1 sources were told already");
    String next = later.out().substring(0, later.out().indexOf(' '));
    notices("approve", next, "--by", "suzuki");
    assertThat(notices("send").out()).contains(next + " waits: campus was told at");
    assertThat(status(id)).isEqualTo("sent");
  }

  @Test
  void anOpenDraftIsTakenUpIntoTheNextOne() throws IOException {
    String first = drafted();
    String second = drafted();

    assertThat(status(first)).isEqualTo("withdrawn");
    assertThat(status(second)).isEqualTo("draft");
    assertThat(notices("approve", first, "--by", "suzuki").err())
        .contains(first + " is withdrawn; this needs one that is draft");
  }

  @Test
  void answersAndEveryDecisionStandInTheJournal() throws IOException {
    String id = approved();
    notices("send");

    assertThat(notices("answer", id, "cleaned", "--source", "133.11.0.9", "--by", "sato").err())
        .contains("is not about 133.11.0.9");
    assertThat(notices("answer", id, "cleaned", "--source", "133.11.0.1", "--by", "sato").code())
        .isZero();
    assertThat(notices("show", id).out())
        .contains("To: csirt@campus.example, noc@campus.example")
        .containsSubsequence(
            "drafted by sato",
            "approved by suzuki",
            "handed_over by teiten",
            "sent by teiten",
            "answered by sato");
    assertThat(notices("verify").out()).contains("The journal is whole: 5 entries");
    assertThat(status(id)).isEqualTo("answered");
  }
}
