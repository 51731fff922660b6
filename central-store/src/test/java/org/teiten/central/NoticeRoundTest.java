// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.teiten.flowtuple.batch.EpochKind;

class NoticeRoundTest {
  @TempDir private Path folder;

  private NoticeCentre centre;
  private MailServer server;

  @BeforeEach
  void startsWithASourceThatSomebodyIsToldAbout() throws IOException {
    centre = new NoticeCentre(folder);
    server = centre.server();
  }

  @AfterEach
  void stops() throws IOException {
    centre.close();
  }

  private Run.Result notices(String command, Object... more) {
    return centre.notices(command, more);
  }

  @Test
  void goesOutOnceSignedWithItsAttachmentsAndNotBeforeItIsApproved() throws Exception {
    String id = centre.drafted();
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
    assertThat(taken.to()).containsExactly("csirt@campus.example", "noc@campus.example");
    MimeMessage mail =
        new MimeMessage(
            (Session) null,
            new ByteArrayInputStream(taken.mail().getBytes(StandardCharsets.UTF_8)));
    assertThat(mail.getSubject()).contains("[TLP:AMBER]").contains(id).contains("2 アドレス");
    assertThat(mail.getHeader("Teiten-Approval", null)).matches("2 sha256:[0-9a-f]{64}");
    String hash = mail.getHeader("Teiten-Approval", null).substring("2 sha256:".length());
    assertThat(taken.from())
        .isEqualTo("bounces+" + id + "-" + hash.substring(0, 12) + "@centre.example");
    MimeMultipart signed = (MimeMultipart) mail.getContent();
    assertThat(signed.getContentType()).contains("multipart/signed", "pkcs7-signature");
    assertSigned(signed);
    MimeMultipart content = (MimeMultipart) signed.getBodyPart(0).getContent();
    assertThat((String) content.getBodyPart(0).getContent()).contains("133.11.0.1", "御中");
    assertThat(names(content))
        .hasSize(4)
        .anySatisfy(
            name -> assertThat(name).endsWith("-event4_honeypot_darknet-campus-" + id + ".csv"));
    assertThat(centre.status(id)).isEqualTo("sent");
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
    String id = centre.drafted();
    if (manner == Manner.DIES_IN_THE_MIDDLE) {
      // More than all buffers on the way hold, or it is written before the other side dies.
      Path mail = centre.files(id).resolve("mail.txt");
      Files.writeString(mail, Files.readString(mail) + "x".repeat(32 << 20));
    }
    assertThat(notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();
    server.behave(manner);

    Run.Result send = notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).contains("0 sent, 1 waiting").contains("did not take it");
    assertThat(server.taken()).isEmpty();
    assertThat(centre.status(id)).isEqualTo("approved");
    assertThat(notices("send").out()).contains("tried again after");
  }

  @Test
  void whatWasHandedOverWithoutAnAnswerIsNeitherSentAgainNorForgotten() throws IOException {
    String id = centre.approved();
    server.behave(Manner.FALLS_SILENT);

    Run.Result send = notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).contains("fell silent after it had the whole mail");
    assertThat(centre.status(id)).isEqualTo("uncertain");
    assertThat(notices("send").out()).contains("0 sent, 1 waiting").contains("not known");
    assertThat(server.taken()).hasSize(1);
    assertThat(notices("settle", id, "arrived", "--by", "suzuki").code()).isZero();
    assertThat(centre.status(id)).isEqualTo("sent");
  }

  @Test
  void aMailThatAnEditorGaveOtherLineEndsGoesOutWhole() throws IOException {
    String id = centre.drafted();
    Path mail = centre.files(id).resolve("mail.txt");
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
    String id = centre.approved();
    Path mail = centre.files(id).resolve("mail.txt");
    Files.writeString(mail, Files.readString(mail).replace("csirt@campus", "csirt@evil"));

    assertThat(notices("send").out()).contains("changed after the approval");
    assertThat(server.taken()).isEmpty();
  }

  @Test
  void aSourceIsNotToldTwiceUnlessSomethingNewWasSeen() throws IOException {
    String id = centre.approved();
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
    Run.command("import", "--config", centre.config(), more);
    Run.Result later =
        notices("draft", "--from", "2026-06-15", "--to", "2026-06-16", "--by", "sato");
    assertThat(later.out()).contains("campus, 1 sources").contains("1 sources were told already");
    String next = later.out().substring(0, later.out().indexOf(' '));
    notices("approve", next, "--by", "suzuki", "--sources", "3");
    assertThat(notices("send").out()).contains(next + " waits: campus was told at");
    assertThat(centre.status(id)).isEqualTo("sent");
  }

  @Test
  void anOpenDraftIsTakenUpIntoTheNextOne() throws IOException {
    String first = centre.drafted();
    String second = centre.drafted();

    assertThat(centre.status(first)).isEqualTo("withdrawn");
    assertThat(centre.status(second)).isEqualTo("draft");
    assertThat(notices("approve", first, "--by", "suzuki").err())
        .contains(first + " is withdrawn; this needs one that is draft");
  }

  @Test
  void answersAndEveryDecisionStandInTheJournal() throws IOException {
    String id = centre.approved();
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
    assertThat(centre.status(id)).isEqualTo("answered");
  }
}
