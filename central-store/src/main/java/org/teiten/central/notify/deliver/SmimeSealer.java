// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.teiten.support.tls.Pem;

/**
 * Encrypts by S/MIME: {@code enveloped-data} with AES-256-CBC, which every mail program opens, to a
 * certificate with an RSA or EC key.
 */
record SmimeSealer(X509Certificate certificate) implements MailSealer {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;

  /** The first certificate of a file, if it may be used now. */
  static SmimeSealer of(Path file, Instant now) throws IOException {
    X509Certificate certificate = Pem.certificates(file).get(0);
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateException e) {
      throw new IOException(
          file
              + ": the certificate is good from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + "; ask the recipient for one that is good now",
          e);
    }
    if (!isEc(certificate) && !(certificate.getPublicKey() instanceof RSAPublicKey)) {
      throw new IOException(
          file
              + ": the certificate's key is "
              + certificate.getPublicKey().getAlgorithm()
              + "; only RSA and EC keys can be encrypted to");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[isEc(certificate) ? KEY_AGREEMENT : KEY_ENCIPHERMENT]) {
      throw new IOException(
          file + ": the certificate is not for encryption (key usage); ask the recipient for one");
    }
    return new SmimeSealer(certificate);
  }

  private static boolean isEc(X509Certificate certificate) {
    return certificate.getPublicKey() instanceof ECPublicKey;
  }

  @Override
  public boolean openPgp() {
    return false;
  }

  @Override
  public void seal(MimeMessage message, MimeEntity content) throws MessagingException, IOException {
    message.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(sealed(content.bytes()), "application/pkcs7-mime")));
    message.setHeader(
        "Content-Type", "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m");
    message.setHeader("Content-Disposition", "attachment; filename=smime.p7m");
    message.setHeader("Content-Transfer-Encoding", "base64");
  }

  private byte[] sealed(byte[] content) throws IOException {
    try {
      CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(recipient());
      return generator
          .generate(
              new CMSProcessableByteArray(content),
              new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                  .setProvider(PROVIDER)
                  .build())
          .getEncoded();
    } catch (GeneralSecurityException | CMSException e) {
      throw new IOException(
          "the mail cannot be encrypted to "
              + certificate.getSubjectX500Principal()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private RecipientInfoGenerator recipient() throws GeneralSecurityException {
    if (certificate.getPublicKey() instanceof ECPublicKey key) {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(key.getParams());
      KeyPair once = pairs.generateKeyPair();
      return new JceKeyAgreeRecipientInfoGenerator(
              CMSAlgorithm.ECDH_SHA256KDF,
              once.getPrivate(),
              once.getPublic(),
              CMSAlgorithm.AES256_WRAP)
          .addRecipient(certificate)
          .setProvider(PROVIDER);
    }
    return new JceKeyTransRecipientInfoGenerator(certificate).setProvider(PROVIDER);
  }
}
