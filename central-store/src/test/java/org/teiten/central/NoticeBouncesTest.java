// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.central.notify.deliver.MailServer;

class NoticeBouncesTest {
  private static final String STRANGER = "bounces+n20260615-1-000000000000@centre.example";

  @TempDir private Path folder;

  private NoticeCentre centre;
  private Path mail;
  private String id;
  private String back;

  @BeforeEach
  void aNoticeWentOut() throws IOException {
    mail = Files.createDirectory(folder.resolve("returned"));
    centre = new NoticeCentre(folder, "bounces: returned");
    id = centre.approved();
    assertThat(centre.notices("send").out()).contains("1 sent");
    back = centre.server().taken().get(0).from();
  }

  @AfterEach
  void stops() throws IOException {
    centre.close();
  }

  private void arrives(String name, String text) throws IOException {
    Files.writeString(mail.resolve(name), text.replace("\n", "\r\n"), StandardCharsets.ISO_8859_1);
  }

  private Run.Result bounces() {
    Run.Result result = centre.notices("bounces");
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private static String report(String to, String recipient, String action, String status) {
    return """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example
        To: %s
        Subject: Undelivered Mail
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="b1"

        --b1
        Content-Type: text/plain

        I am sorry.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; %s
        Action: %s
        Status: %s
        Diagnostic-Code: smtp; 550 5.1.1 no\u001b[31m such
         user
        --b1
        Content-Type: text/rfc822-headers

        Subject: notice
        --b1--
        """
        .formatted(to, recipient, action, status);
  }

  @Test
  void aNoticeThatCameBackFromEverybodyBounced() throws IOException {
    arrives("1.eml", report(back, "csirt@campus.example", "failed", "5.1.1"));
    assertThat(bounces().out())
        .contains(id + " bounced csirt@campus.example 5.1.1 smtp; 550 5.1.1 no [31m such user")
        .contains("1 news")
        .contains("0 left");
    assertThat(centre.status(id)).isEqualTo("sent");
    assertThat(centre.state(id).path("trouble").asText())
        .contains("it came back from csirt@campus.example: 5.1.1");

    arrives("2.eml", report(back, "NOC@campus.example", "failed (gave up)", "4.4.7"));
    bounces();

    assertThat(centre.status(id)).isEqualTo("bounced");
    assertThat(centre.notices("show", id).out()).contains("bounced by mail");
    assertThat(centre.notices("send").code()).isZero();
    assertThat(centre.draft().out()).contains("campus, 2 sources");
    try (Stream<Path> done = Files.list(mail.resolve("done"))) {
      assertThat(done).hasSize(2);
    }
    assertThat(mail.resolve("1.eml")).doesNotExist();
  }

  @Test
  void oneThatArrivedIsDeliveredAndOneThatIsStillTriedIsNoBounce() throws IOException {
    arrives("1.eml", report(back, "csirt@campus.example", "delayed", "4.4.1"));
    assertThat(bounces().out()).contains("0 news, 1 say that it is still tried");
    assertThat(centre.status(id)).isEqualTo("sent");

    arrives("2.eml", report(back, "csirt@campus.example", "delivered", "2.0.0"));
    arrives("3.eml", report(back, "noc@campus.example", "failed", "5.7.1"));
    bounces();

    assertThat(centre.status(id)).isEqualTo("delivered");
    assertThat(centre.state(id).path("trouble").asText()).contains("noc@campus.example: 5.7.1");
  }

  @Test
  void theSameMailTwiceStandsInTheJournalOnce() throws IOException {
    arrives("1.eml", report(back, "csirt@campus.example", "failed", "5.1.1"));
    bounces();
    arrives("again.eml", report(back, "csirt@campus.example", "failed", "5.1.1"));

    assertThat(bounces().out()).contains("0 news").contains("0 left");
    assertThat(centre.notices("verify").out()).contains("5 entries");
  }

  @Test
  void aReportThatWasSentElsewhereIsKnownByTheHeadersThatCameBack() throws IOException {
    String headers =
        centre.server().taken().get(0).mail().replace("\r\n", "\n").split("\n\n", 2)[0];
    arrives(
        "1.eml",
        report("postmaster@centre.example", "csirt@campus.example", "failed", "5.1.1")
            .replace("Subject: notice", headers));

    assertThat(bounces().out()).contains("1 news");
  }

  @ParameterizedTest
  @CsvSource({
    "'Sorry, no mailbox here by that name. (#5.1.1)', 1 news",
    "'452 4.2.2 mailbox full, will try again', 1 say that it is still tried",
    "'host 192.0.2.5 said: 550 unknown user <noc@campus.example>', 1 news",
    "'I do not know what to say', 1 left"
  })
  void aServersOwnWordsAreReadByTheirCode(String words, String outcome) throws IOException {
    arrives(
        "1.eml",
        """
        Return-Path: <>
        Delivered-To: %s
        From: Mail Delivery System <MAILER-DAEMON@qmail.example>
        Subject: failure notice

        Hi. This is the qmail-send program.

        <csirt@campus.example>:
        %s
        """
            .formatted(back, words));

    assertThat(bounces().out()).contains(outcome);
  }

  @ParameterizedTest
  @CsvSource({"Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply"})
  void anAutomaticReplyIsNoBounce(String header) throws IOException {
    arrives(
        "1.eml",
        "Return-Path: <>\nTo: "
            + back
            + "\nFrom: noc@campus.example\n"
            + header
            + "\nSubject: Out of office\n\nBack on 5.1.1\n");

    assertThat(bounces().out()).contains("0 news, 0 say that it is still tried, 1 automatic");
    assertThat(centre.status(id)).isEqualTo("sent");
  }

  @Test
  void whatIsNoReportOnANoticeOfOursStaysAndIsCounted() throws IOException {
    arrives("human.eml", "From: sato@campus.example\nTo: " + back + "\nSubject: Re\n\ncleaned\n");
    arrives("forged.eml", report(STRANGER, "csirt@campus.example", "failed", "5.1.1"));
    arrives("other.eml", report("x@centre.example", "csirt@campus.example", "failed", "5.1.1"));
    arrives("empty.eml", "");
    arrives("broken.eml", "Content-Type: multipart/report; report-type=delivery-status\n\nx");
    arrives("not-mail.txt", "x");
    Files.createSymbolicLink(mail.resolve("link.eml"), centre.config());

    assertThat(bounces().out()).contains("0 news").contains("5 left in");
    assertThat(centre.status(id)).isEqualTo("sent");
  }

  @Test
  void hostileMailIsReadToABoundOnly() throws IOException {
    String manyParts =
        report(back, "csirt@campus.example", "failed", "5.1.1")
            .replace("--b1\nContent-Type: text/plain", "--b1\n\n\n".repeat(200_000) + "--b1");
    arrives("parts.eml", manyParts);
    arrives("headers.eml", "A:\n".repeat(2_000_000) + "To: " + back + "\n\n");
    arrives(
        "recipients.eml",
        report(back, "csirt@campus.example", "failed", "5.1.1")
            .replace("Final-Recipient", "x: y\n\nFinal-Recipient")
            .replace("--b1\nContent-Type: text/rfc822", "\nAction: failed\n".repeat(100_000)));
    arrives(
        "long.eml",
        report(back, "csirt@campus.example", "failed", "5.1.1")
            .replace("Subject: notice", "Subject: " + "x".repeat(8 << 20)));

    assertThat(bounces().out()).contains("2 left");
    assertThat(centre.state(id).path("trouble").asText()).contains("csirt@campus.example: 5.1.1");
  }

  @Test
  void aMaildirIsReadFromNewToCur() throws IOException {
    Files.createDirectories(mail.resolve("new"));
    Files.createDirectories(mail.resolve("cur"));
    arrives("new/1700000000.M1P1.mx", report(back, "csirt@campus.example", "failed", "5.1.1"));

    assertThat(bounces().out()).contains("1 news");
    assertThat(mail.resolve("cur/1700000000.M1P1.mx:2,S")).exists();
  }

  @Test
  void aReportSettlesWhatWasUncertain() throws IOException {
    centre.close();
    Files.createDirectory(folder.resolve("other"));
    Files.createDirectory(folder.resolve("other/returned"));
    centre = new NoticeCentre(folder.resolve("other"), "bounces: returned");
    mail = folder.resolve("other/returned");
    id = centre.approved();
    centre.server().behave(MailServer.Manner.FALLS_SILENT);
    centre.notices("send");
    assertThat(centre.status(id)).isEqualTo("uncertain");

    arrives(
        "1.eml",
        report(
            centre.server().taken().get(0).from(), "csirt@campus.example", "delivered", "2.0.0"));
    bounces();

    assertThat(centre.status(id)).isEqualTo("delivered");
  }
}
