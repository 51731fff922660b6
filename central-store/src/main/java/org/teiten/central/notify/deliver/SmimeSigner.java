// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
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

/** Signs by S/MIME: a detached CMS signature (RFC 8551). */
record SmimeSigner(Identity identity) implements MailSigner {
  /**
   * With the key of a file.
   *
   * @throws IOException if it cannot be read
   */
  static SmimeSigner of(Path file) throws IOException {
    return new SmimeSigner(Identity.read(file));
  }

  @Override
  public MimeMultipart sign(MimeMultipart content) throws MessagingException, IOException {
    MimeEntity whole = MimeEntity.of(content);
    MimeBodyPart signature = new MimeBodyPart();
    signature.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(signature(whole.bytes()), "application/pkcs7-signature")));
    signature.setHeader("Content-Type", "application/pkcs7-signature; name=smime.p7s");
    signature.setHeader("Content-Transfer-Encoding", "base64");
    signature.setFileName("smime.p7s");
    MimeMultipart both =
        new MimeMultipart("signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256");
    both.addBodyPart(whole.part());
    both.addBodyPart(signature);
    return both;
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
}
