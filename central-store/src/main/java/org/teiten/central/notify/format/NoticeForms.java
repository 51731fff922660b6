// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teiten.central.notify.contacts.NoticeFormat;

/** A notice in all the forms in which it goes out. */
public final class NoticeForms {
  private final MailText mails;

  /**
   * With the operator's mail templates, if there are any.
   *
   * @param templates their folder
   */
  public NoticeForms(Optional<Path> templates) {
    mails = new MailText(templates);
  }

  /** A file of a notice. */
  public record Attachment(String name, String mediaType, String text) {}

  /**
   * A notice, written.
   *
   * @param subject of the mail, one line
   * @param body of the mail
   */
  public record Forms(String subject, String body, List<Attachment> attachments) {}

  /**
   * Writes it.
   *
   * @throws IOException if a template cannot be read or is wrong
   */
  public Forms write(Notice notice) throws IOException {
    MailText.Written mail = mails.write(notice);
    List<Attachment> attachments = new ArrayList<>();
    for (NoticeFormat format : notice.to().formats()) {
      attachments.add(
          new Attachment(name(notice, format), format.mediaType(), text(notice, format)));
    }
    return new Forms(mail.subject(), mail.body(), attachments);
  }

  /** As Shadowserver names its files: date, report, who is told, which notice. */
  private static String name(Notice notice, NoticeFormat format) {
    int dot = format.file().indexOf('.');
    return notice.created().atOffset(ZoneOffset.UTC).toLocalDate()
        + "-"
        + format.file().substring(0, dot)
        + "-"
        + notice.to().id()
        + "-"
        + notice.id()
        + format.file().substring(dot);
  }

  private static String text(Notice notice, NoticeFormat format) {
    return switch (format) {
      case SHADOWSERVER -> ShadowserverCsv.write(notice);
      case INTELMQ -> IntelMqLines.write(notice);
      case XARF -> XarfReports.write(notice);
    };
  }
}
