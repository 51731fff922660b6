// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.teiten.support.tls.Identity;

/** Signs mail: S/MIME, {@code multipart/signed} with a detached CMS signature (RFC 8551). */
final class MailSigner {
  private final Identity identity;

  private MailSigner(Identity identity) {
    this.identity = identity;
  }

  /**
   * With the key of a file.
   *
   * @throws IOException if it cannot be read
   */
  static MailSigner of(Path file) throws IOException {
    return new MailSigner(Identity.read(file));
  }

  /** The content with its signature. What is signed must not change on its way: it is all ASCII. */
  MimeMultipart sign(MimeMultipart content) throws MessagingException, IOException {
    Part whole = new Part(bytes(content));
    MimeBodyPart signature = new MimeBodyPart();
    signature.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(signature(whole.bytes), "application/pkcs7-signature")));
    signature.setHeader("Content-Type", "application/pkcs7-signature; name=smime.p7s");
    signature.setHeader("Content-Transfer-Encoding", "base64");
    signature.setFileName("smime.p7s");
    MimeMultipart both =
        new MimeMultipart("signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256");
    both.addBodyPart(whole);
    both.addBodyPart(signature);
    return both;
  }

  private static byte[] bytes(MimeMultipart content) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage((Session) null);
    message.setContent(content);
    message.saveChanges();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out, new String[] {"Message-ID", "MIME-Version", "Date"});
    return out.toByteArray();
  }

  private byte[] signature(byte[] content) throws IOException {
    try {
      String algorithm =
          identity.key().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(
                  new JcaContentSignerBuilder(algorithm).build(identity.key()),
                  identity.certificate()));
      generator.addCertificates(new JcaCertStore(identity.chain()));
      return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
    } catch (OperatorCreationException | CertificateEncodingException | CMSException e) {
      throw new IOException("the mail cannot be signed: " + e.getMessage(), e);
    }
  }

  /** A part whose bytes are what they are. */
  private static final class Part extends MimeBodyPart {
    private final byte[] bytes;

    Part(byte[] bytes) throws MessagingException {
      super(new java.io.ByteArrayInputStream(bytes));
      this.bytes = bytes;
    }

    @Override
    public void writeTo(java.io.OutputStream out) throws IOException {
      out.write(bytes);
    }

    @Override
    protected void updateHeaders() {
      // They are signed.
    }
  }
}
