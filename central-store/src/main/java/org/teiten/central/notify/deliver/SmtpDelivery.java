// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.support.errors.ErrorText;

/** Hands notices to a mail server, encrypted, and signed where a key is configured. */
public final class SmtpDelivery implements Delivery {
  private final SmtpConfig config;
  private final NoticeConfig.Sender sender;
  private final Optional<MailSigner> smime;
  private final Optional<MailSigner> openPgp;
  private final Session session;
  private final Clock clock;

  /**
   * For that server.
   *
   * @throws IOException if certificates or key cannot be read
   */
  public SmtpDelivery(SmtpConfig config, NoticeConfig.Sender sender, Clock clock)
      throws IOException {
    this.config = config;
    this.sender = sender;
    this.clock = clock;
    this.smime =
        config.identity().isPresent()
            ? Optional.of(SmimeSigner.of(config.identity().get()))
            : Optional.empty();
    this.openPgp =
        config.openpgp().isPresent()
            ? Optional.of(
                OpenPgpSigner.of(
                    config.openpgp().get(), config.openpgpPassphrase(), clock.instant()))
            : Optional.empty();
    this.session = Session.getInstance(properties(config));
  }

  /**
   * Looks whether a recipient's certificate or key can be encrypted to.
   *
   * @throws IOException that says why not
   */
  public static void checkCertificate(Path file, Instant now) throws IOException {
    MailSealer.of(file, now);
  }

  private static Properties properties(SmtpConfig config) throws IOException {
    Properties properties = new Properties();
    String timeout = Long.toString(config.timeout().toMillis());
    for (String name : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.setProperty("mail.smtp." + name, timeout);
    }
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(config.tls()));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!config.tls()));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!config.tls()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.setProperty("mail.smtp.auth", Boolean.toString(config.user().isPresent()));
    properties.setProperty("mail.smtp.sendpartial", "false");
    properties.setProperty("mail.smtp.quitwait", "true");
    if (config.trust().isPresent()) {
      properties.put(
          "mail.smtp.ssl.socketFactory",
          TrustFile.context(config.trust().get()).getSocketFactory());
    }
    return properties;
  }

  @Override
  public String deliver(Outgoing notice, HandOver handOver) throws IOException {
    String server = config.host() + ":" + config.port();
    Message message;
    try {
      message = message(notice, handOver);
    } catch (MessagingException e) {
      throw new IOException("the mail of " + notice.id() + " cannot be made: " + e.getMessage(), e);
    }
    try (SMTPTransport transport = new SMTPTransport(session, null)) {
      transport.connect(
          config.host(), config.port(), config.user().orElse(null), config.password().orElse(null));
      transport.sendMessage(message, message.getAllRecipients());
      return server + " took it: " + transport.getLastServerResponse().strip();
    } catch (MessagingException e) {
      if (message.complete && !refused(e)) {
        throw new UncertainDeliveryException(
            server + " fell silent after it had the whole mail: " + e.getMessage(), e);
      }
      throw new IOException(server + " did not take it: " + words(e), e);
    }
  }

  private static boolean refused(MessagingException e) {
    return e instanceof SMTPSendFailedException refusal && refusal.getReturnCode() >= 400;
  }

  private static String words(MessagingException e) {
    Throwable cause = e;
    if (e instanceof SendFailedException && e.getNextException() != null) {
      cause = e.getNextException();
    }
    return cause instanceof SMTPAddressFailedException address
        ? address.getAddress() + ": " + address.getMessage().strip()
        : ErrorText.of(cause).strip();
  }

  private Message message(Outgoing notice, HandOver handOver)
      throws MessagingException, IOException {
    Message message = new Message(session, handOver);
    message.setEnvelopeFrom(ReturnAddress.of(notice.id(), notice.hash()).at(config.bounces()));
    message.setNotifyOptions(
        SMTPMessage.NOTIFY_SUCCESS | SMTPMessage.NOTIFY_FAILURE | SMTPMessage.NOTIFY_DELAY);
    message.setReturnOption(SMTPMessage.RETURN_HDRS);
    message.setFrom(
        new InternetAddress(
            sender.contact().text(), sender.organisation(), StandardCharsets.UTF_8.name()));
    for (var to : notice.to()) {
      message.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to.text()));
    }
    message.setSubject(notice.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Teiten-Notice", notice.id());
    message.setHeader("Teiten-Approval", notice.approval() + " sha256:" + notice.hash());
    protect(message, content(notice), notice.certificate());
    message.saveChanges();
    message.setHeader("Message-ID", "<" + notice.id() + "@" + sender.contact().domain() + ">");
    return message;
  }

  /** Signs where there is a key, by the recipient's kind if it has one, and encrypts to it. */
  private void protect(Message message, MimeMultipart content, Optional<Path> certificate)
      throws MessagingException, IOException {
    Optional<MailSealer> sealer =
        certificate.isPresent()
            ? Optional.of(MailSealer.of(certificate.get(), clock.instant()))
            : Optional.empty();
    Optional<MailSigner> signer =
        sealer.isPresent() && sealer.get().openPgp()
            ? openPgp.or(() -> smime)
            : smime.or(() -> openPgp);
    MimeMultipart signed = signer.isPresent() ? signer.get().sign(content) : content;
    if (sealer.isPresent()) {
      sealer.get().seal(message, MimeEntity.of(signed));
    } else {
      message.setContent(signed);
    }
  }

  private static MimeMultipart content(Outgoing notice) throws MessagingException {
    MimeMultipart content = new MimeMultipart();
    MimeBodyPart text = new MimeBodyPart();
    text.setText(notice.body(), StandardCharsets.UTF_8.name());
    text.setHeader("Content-Transfer-Encoding", "base64");
    content.addBodyPart(text);
    for (Path file : notice.attachments()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new FileDataSource(file.toFile())));
      part.setFileName(file.getFileName().toString());
      part.setHeader("Content-Type", type(file));
      part.setHeader("Content-Transfer-Encoding", "base64");
      content.addBodyPart(part);
    }
    return content;
  }

  private static String type(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".csv")
        ? "text/csv; charset=utf-8"
        : name.endsWith(".json") ? "application/json" : "application/x-ndjson";
  }

  /** Says when all of it was written, and keeps the name that it was given. */
  private static final class Message extends SMTPMessage {
    private final HandOver handOver;
    private boolean complete;

    Message(Session session, HandOver handOver) {
      super(session);
      this.handOver = handOver;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
      super.writeTo(out, ignored);
      out.flush();
      handOver.complete();
      complete = true;
    }
  }
}
