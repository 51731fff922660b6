// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** Signs by OpenPGP: a detached signature with SHA-512 (RFC 3156). */
record OpenPgpSigner(PGPPublicKey key, PGPPrivateKey secret) implements MailSigner {
  /**
   * With the key of a file.
   *
   * @param passphrase of the key, empty if it has none
   * @param now when it must be good
   * @throws IOException if it cannot be read, or may not be used to sign now
   */
  static OpenPgpSigner of(Path file, Optional<String> passphrase, Instant now) throws IOException {
    PGPSecretKeyRing ring = OpenPgpKeys.secretRing(file);
    PGPSecretKey chosen = null;
    for (Iterator<PGPSecretKey> keys = ring.getSecretKeys(); keys.hasNext(); ) {
      PGPSecretKey one = keys.next();
      if (!one.isPrivateKeyEmpty()
          && OpenPgpKeys.allows(
              ring.getPublicKey(), one.getPublicKey(), OpenPgpKeys.Use.SIGN, now)) {
        chosen = one;
      }
    }
    if (chosen == null) {
      throw new IOException(
          file
              + ": has no secret key that may sign now; it ended, was revoked, or is not for that");
    }
    try {
      return new OpenPgpSigner(
          chosen.getPublicKey(),
          chosen.extractPrivateKey(
              new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                  .build(passphrase.orElse("").toCharArray())));
    } catch (PGPException e) {
      throw new IOException(
          file + ": the secret key cannot be opened; is openpgp_passphrase right?", e);
    }
  }

  @Override
  public MimeMultipart sign(MimeMultipart content) throws MessagingException, IOException {
    MimeEntity whole = MimeEntity.of(content);
    MimeBodyPart signature = new MimeBodyPart();
    signature.setText(signature(whole.bytes()), StandardCharsets.US_ASCII.name());
    signature.setHeader("Content-Type", "application/pgp-signature; name=signature.asc");
    signature.setHeader("Content-Transfer-Encoding", "7bit");
    MimeMultipart both =
        new MimeMultipart("signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha512");
    both.addBodyPart(whole.part());
    both.addBodyPart(signature);
    return both;
  }

  private String signature(byte[] content) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(text)) {
      PGPSignatureGenerator generator =
          new PGPSignatureGenerator(
              new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
      generator.init(PGPSignature.BINARY_DOCUMENT, secret);
      generator.update(content);
      generator.generate().encode(armour);
    } catch (PGPException e) {
      throw new IOException("the mail cannot be signed: " + e.getMessage(), e);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }
}
