// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.bounce;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teiten.central.notify.bounce.MailReport.Fate;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.central.notify.deliver.ReturnAddress;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.journal.JournalEntry;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;

/** Takes what mail servers report of notices into the journal, each mail once. */
public final class BounceReading {
  private static final String WHO = "mail";
  private static final int DIGEST = 32;
  private static final Set<Status> OUT =
      EnumSet.of(Status.SENT, Status.UNCERTAIN, Status.DELIVERED, Status.BOUNCED, Status.ANSWERED);

  private final ReturnedMail mail;
  private final MailReportReader reader;

  /**
   * From a folder.
   *
   * @param folder a Maildir, or of files {@code *.eml}
   * @param bounces the address that mail comes back to, without notice and key
   */
  public BounceReading(Path folder, MailAddress bounces) {
    this.mail = new ReturnedMail(folder);
    this.reader = new MailReportReader(bounces);
  }

  /**
   * What one pass read.
   *
   * @param news entries that it wrote
   * @param delayed mails that say that it is still tried
   * @param automatic mails of programs that answered for people
   * @param left mails in the folder that are no reports on notices of ours
   */
  public record Read(List<JournalEntry> news, int delayed, int automatic, int left) {}

  /**
   * One pass.
   *
   * @throws IOException if the folder or the journal cannot be used; what was read until then is
   *     durable
   */
  public Read pass(NoticeDesk desk) throws IOException {
    List<JournalEntry> news = new ArrayList<>();
    int delayed = 0;
    int automatic = 0;
    for (Path file : mail.unread()) {
      byte[] content = mail.content(file);
      Optional<MailReport> report = report(content);
      Optional<NoticeState> notice = report.flatMap(one -> notice(one, desk));
      if (notice.isEmpty()
          || (report.get().kind() != MailReport.Kind.AUTOMATIC
              && report.get().recipients().isEmpty())) {
        mail.leave(file);
        continue;
      }
      if (report.get().kind() == MailReport.Kind.AUTOMATIC) {
        automatic++;
      } else {
        news.addAll(note(report.get(), notice.get(), digest(content), desk));
        if (report.get().recipients().stream().anyMatch(one -> one.fate() == Fate.DELAYED)) {
          delayed++;
        }
      }
      mail.done(file);
    }
    return new Read(news, delayed, automatic, mail.left());
  }

  private Optional<MailReport> report(byte[] content) {
    try {
      return Optional.of(reader.read(content));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The notice that a mail is about, if it went out and the mail bears its key. */
  private static Optional<NoticeState> notice(MailReport report, NoticeDesk desk) {
    Optional<ReturnAddress> about = report.about();
    return about.flatMap(
        address ->
            desk.list().stream()
                .filter(one -> one.id().equals(address.notice()))
                .filter(one -> OUT.contains(one.status()))
                .filter(one -> ReturnAddress.of(one.id(), one.approval().hash()).equals(address))
                .findFirst());
  }

  private static List<JournalEntry> note(
      MailReport report, NoticeState notice, String digest, NoticeDesk desk) throws IOException {
    List<JournalEntry> news = new ArrayList<>();
    for (MailReport.Recipient one : report.recipients()) {
      if (one.fate() != Fate.FAILED && one.fate() != Fate.DELIVERED) {
        continue;
      }
      NoticeEvent what = one.fate() == Fate.FAILED ? NoticeEvent.BOUNCED : NoticeEvent.DELIVERED;
      Map<String, String> detail = new LinkedHashMap<>();
      detail.put("recipient", notice.recipient(one.address()));
      detail.put("mail", digest);
      if (one.fate() == Fate.FAILED) {
        detail.put("reason", (one.status() + " " + one.words()).strip());
      }
      boolean known =
          desk.journal().entries().stream()
              .anyMatch(
                  entry ->
                      entry.what() == what
                          && entry.notice().equals(notice.id())
                          && entry.detail().equals(detail));
      if (!known) {
        news.add(desk.journal().add(WHO, what, notice.id(), detail));
      }
    }
    return news;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
          .substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
