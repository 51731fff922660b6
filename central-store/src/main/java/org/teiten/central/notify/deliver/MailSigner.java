// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;

/** Signs mail, {@code multipart/signed}. */
interface MailSigner {
  /** The content with its signature. */
  MimeMultipart sign(MimeMultipart content) throws MessagingException, IOException;
}
