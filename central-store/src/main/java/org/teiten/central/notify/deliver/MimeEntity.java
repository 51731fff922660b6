// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A part of a mail as it goes over the line, headers and body, all ASCII: what is signed or
 * encrypted must not change on its way.
 */
final class MimeEntity {
  private final byte[] bytes;

  private MimeEntity(byte[] bytes) {
    this.bytes = bytes;
  }

  static MimeEntity of(MimeMultipart content) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage((Session) null);
    message.setContent(content);
    message.saveChanges();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out, new String[] {"Message-ID", "MIME-Version", "Date"});
    return new MimeEntity(out.toByteArray());
  }

  /** Those bytes; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** As a part whose bytes are what they are. */
  MimeBodyPart part() throws MessagingException {
    return new Verbatim(bytes);
  }

  private static final class Verbatim extends MimeBodyPart {
    private final byte[] bytes;

    Verbatim(byte[] bytes) throws MessagingException {
      super(new ByteArrayInputStream(bytes));
      this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }

    @Override
    protected void updateHeaders() {
      // They are signed.
    }
  }
}
