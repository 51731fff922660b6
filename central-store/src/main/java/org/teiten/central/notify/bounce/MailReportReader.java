// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.bounce;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teiten.central.notify.bounce.MailReport.Kind;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.central.notify.deliver.ReturnAddress;

/**
 * Reads mail that came back: delivery reports (RFC 3464), and those of servers that write them in
 * their own words. It looks at the outermost parts only, and at few of them; who calls bounds the
 * length.
 */
final class MailReportReader {
  private static final int MAX_PARTS = 10;
  private static final int MAX_TEXT = 64 << 10;
  private static final List<String> RECIPIENT_HEADERS =
      List.of("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To");
  private static final List<String> AUTOMATIC_HEADERS =
      List.of("X-Autoreply", "X-Autorespond", "X-Auto-Response-From");
  private static final Pattern SERVER =
      Pattern.compile("mailer-daemon|postmaster|mail delivery", Pattern.CASE_INSENSITIVE);

  private final MailAddress bounces;

  /** Of mail to that address. */
  MailReportReader(MailAddress bounces) {
    this.bounces = bounces;
  }

  /**
   * Reads.
   *
   * @param mail its beginning; a missing end does no harm
   * @throws IOException if it is no mail
   */
  MailReport read(byte[] mail) throws IOException {
    try {
      MimeMessage message = new MimeMessage((Session) null, new SharedByteArrayInputStream(mail));
      return read(message);
    } catch (MessagingException | RuntimeException e) {
      throw new IOException("is no mail: " + e.getMessage(), e);
    }
  }

  private MailReport read(MimeMessage message) throws MessagingException, IOException {
    Optional<ReturnAddress> about = addressed(message);
    ContentType type = type(message);
    String report = type.match("multipart/report") ? parameter(type, "report-type") : "";
    if (report.equals("delivery-status")) {
      return deliveryReport(message, about);
    }
    if (report.equals("disposition-notification") || automatic(message)) {
      return new MailReport(about, Kind.AUTOMATIC, List.of());
    }
    if (fromServer(message)) {
      List<MailReport.Recipient> recipients = ReportWords.ofText(text(message, MAX_PARTS));
      if (!recipients.isEmpty()) {
        return new MailReport(about, Kind.REPORT, recipients);
      }
    }
    return new MailReport(about, Kind.OTHER, List.of());
  }

  private MailReport deliveryReport(MimeMessage message, Optional<ReturnAddress> addressed)
      throws MessagingException, IOException {
    Optional<ReturnAddress> about = addressed;
    List<MailReport.Recipient> recipients = List.of();
    Multipart parts = new MimeMultipart(message.getDataHandler().getDataSource());
    for (int i = 0; i < Math.min(MAX_PARTS, parts.getCount()); i++) {
      BodyPart part = parts.getBodyPart(i);
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        recipients = ReportWords.ofFields(content(part));
      } else if (about.isEmpty()
          && (part.isMimeType("message/rfc822")
              || part.isMimeType("text/rfc822-headers")
              || part.isMimeType("message/global-headers"))) {
        about = ReportWords.returned(content(part));
      }
    }
    return new MailReport(about, Kind.REPORT, recipients);
  }

  private Optional<ReturnAddress> addressed(MimeMessage message) throws MessagingException {
    for (String name : RECIPIENT_HEADERS) {
      Optional<ReturnAddress> found =
          ReturnAddress.find(bounces, Optional.ofNullable(message.getHeader(name, " ")).orElse(""));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean automatic(MimeMessage message) throws MessagingException {
    String submitted = header(message, "Auto-Submitted");
    for (String name : AUTOMATIC_HEADERS) {
      if (message.getHeader(name) != null) {
        return true;
      }
    }
    return submitted.startsWith("auto-replied")
        || header(message, "Precedence").equals("auto_reply");
  }

  private static boolean fromServer(MimeMessage message) throws MessagingException {
    return header(message, "Return-Path").equals("<>")
        || SERVER.matcher(header(message, "From")).find();
  }

  private static String header(MimeMessage message, String name) throws MessagingException {
    return Optional.ofNullable(message.getHeader(name, " "))
        .orElse("")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static ContentType type(Part part) throws MessagingException {
    return new ContentType(Optional.ofNullable(part.getContentType()).orElse("text/plain"));
  }

  private static String parameter(ContentType type, String name) {
    return Optional.ofNullable(type.getParameter(name)).orElse("").toLowerCase(Locale.ROOT);
  }

  /** The first text of a mail, also within multipart/mixed or alternative. */
  private static String text(MimeMessage message, int most) throws MessagingException, IOException {
    if (!message.isMimeType("multipart/*")) {
      return content(message);
    }
    Multipart parts = new MimeMultipart(message.getDataHandler().getDataSource());
    for (int i = 0; i < Math.min(most, parts.getCount()); i++) {
      if (parts.getBodyPart(i).isMimeType("text/plain")) {
        return content(parts.getBodyPart(i));
      }
    }
    return "";
  }

  private static String content(Part part) throws MessagingException, IOException {
    return new String(part.getInputStream().readNBytes(MAX_TEXT), StandardCharsets.ISO_8859_1);
  }
}
