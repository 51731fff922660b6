// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Iterator;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** Encrypts by OpenPGP: {@code multipart/encrypted} with AES-256 (RFC 3156). */
record OpenPgpSealer(PGPPublicKey key) implements MailSealer {
  private static final int PIECE = 1 << 16;

  /** The key of a file, if it may be used now. */
  static OpenPgpSealer of(Path file, Instant now) throws IOException {
    PGPPublicKeyRing ring = OpenPgpKeys.publicRing(file);
    PGPPublicKey chosen = null;
    for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext(); ) {
      PGPPublicKey one = keys.next();
      if (one.isEncryptionKey()
          && OpenPgpKeys.allows(ring.getPublicKey(), one, OpenPgpKeys.Use.ENCRYPT, now)) {
        chosen = one;
      }
    }
    if (chosen == null) {
      throw new IOException(
          file
              + ": has no key that may be encrypted to now; it ended, was revoked, or is not for that;"
              + " ask the recipient for one");
    }
    return new OpenPgpSealer(chosen);
  }

  @Override
  public boolean openPgp() {
    return true;
  }

  @Override
  public void seal(MimeMessage message, MimeEntity content) throws MessagingException, IOException {
    MimeBodyPart version = new MimeBodyPart();
    version.setText("Version: 1\r\n", StandardCharsets.US_ASCII.name());
    version.setHeader("Content-Type", "application/pgp-encrypted");
    version.setHeader("Content-Transfer-Encoding", "7bit");
    MimeBodyPart sealed = new MimeBodyPart();
    sealed.setText(sealed(content.bytes()), StandardCharsets.US_ASCII.name());
    sealed.setHeader("Content-Type", "application/octet-stream; name=encrypted.asc");
    sealed.setHeader("Content-Disposition", "inline; filename=encrypted.asc");
    sealed.setHeader("Content-Transfer-Encoding", "7bit");
    MimeMultipart both = new MimeMultipart("encrypted; protocol=\"application/pgp-encrypted\"");
    both.addBodyPart(version);
    both.addBodyPart(sealed);
    message.setContent(both);
  }

  private String sealed(byte[] content) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PGPEncryptedDataGenerator generator =
        new PGPEncryptedDataGenerator(
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(new SecureRandom()));
    generator.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key));
    try (ArmoredOutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(text);
        OutputStream encrypted = generator.open(armour, new byte[PIECE]);
        OutputStream literal =
            new PGPLiteralDataGenerator()
                .open(
                    encrypted,
                    PGPLiteralData.BINARY,
                    PGPLiteralData.CONSOLE,
                    content.length,
                    PGPLiteralData.NOW)) {
      literal.write(content);
    } catch (PGPException e) {
      throw new IOException("the mail cannot be encrypted: " + e.getMessage(), e);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }
}
