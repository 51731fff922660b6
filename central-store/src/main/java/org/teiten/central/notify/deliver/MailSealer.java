// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Encrypts mail to a recipient. */
interface MailSealer {
  /** Makes that the content of a mail, encrypted. */
  void seal(MimeMessage message, MimeEntity content) throws MessagingException, IOException;

  /** Whether it is OpenPGP, not S/MIME. */
  boolean openPgp();

  /**
   * With the certificate (PEM) or OpenPGP key (armoured) in a file.
   *
   * @param now when it must be good
   * @throws IOException if it cannot be read, or may not be used to encrypt to now
   */
  static MailSealer of(Path file, Instant now) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    return text.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----")
        ? OpenPgpSealer.of(file, now)
        : SmimeSealer.of(file, now);
  }
}
