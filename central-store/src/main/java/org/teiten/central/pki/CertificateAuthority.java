// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.PrivateFile;

/**
 * The centre's own authority: an EC key on P-256 in {@code pki/authority.pem} of the data folder,
 * made when it is first needed. It signs certificates of sensors and of this listener, and nothing
 * else ({@code pathlen:0}).
 */
public final class CertificateAuthority {
  private static final Duration LIFETIME = Duration.ofDays(7_305);

  /** Clocks of sensors may be a little behind. */
  private static final Duration BACKDATED = Duration.ofHours(1);

  private static final int SERIAL_BITS = 126;

  private final Identity identity;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  private CertificateAuthority(Identity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /** Where the files of the own authority lie in a data folder. */
  static Path folder(Path data) {
    return data.resolve("pki");
  }

  /**
   * Opens the authority of a data folder, and makes it if there is none. Of several processes only
   * the one that has the store open for writing may do that.
   *
   * @throws IOException if the folder cannot be used, or its file is damaged
   */
  public static CertificateAuthority open(Path data, Clock clock) throws IOException {
    Path folder = folder(data);
    PrivateFile.makeFolder(folder);
    Path file = folder.resolve("authority.pem");
    if (!Files.exists(file)) {
      make(clock).write(file);
    }
    return new CertificateAuthority(Identity.read(file), clock);
  }

  private static Identity make(Clock clock) throws IOException {
    KeyPair pair = KeyPairs.generate();
    // Two authorities of one name would be confused in a list of trusted ones.
    String name =
        "Teiten authority " + Certificates.sha256(pair.getPublic().getEncoded()).substring(0, 8);
    X500Principal subject = principal(name);
    Instant now = clock.instant();
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              subject,
              new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS),
              Date.from(now.minus(BACKDATED)),
              Date.from(now.plus(LIFETIME)),
              subject,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Identity(pair.getPrivate(), List.of(sign(builder, pair.getPrivate())));
    } catch (GeneralSecurityException e) {
      throw new IOException("the authority cannot be made: " + e.getMessage(), e);
    }
  }

  /** Its own certificate, which sensors trust. */
  public X509Certificate certificate() {
    return identity.certificate();
  }

  /** By which a token names it. */
  public String fingerprint() {
    return Certificates.fingerprint(certificate());
  }

  /**
   * A certificate by which a sensor is known.
   *
   * @param sensor its id, the certificate's common name
   */
  public X509Certificate issueToSensor(String sensor, PublicKey key, Duration lifetime)
      throws IOException {
    return issue(sensor, key, lifetime, KeyPurposeId.id_kp_clientAuth, null);
  }

  /**
   * A new key and certificate by which the listener is known.
   *
   * @param names host names and addresses
   */
  Identity issueToListener(List<String> names, Duration lifetime) throws IOException {
    GeneralName[] hosts =
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        TlsConfig.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new);
    KeyPair pair = KeyPairs.generate();
    X509Certificate certificate =
        issue(
            names.get(0),
            pair.getPublic(),
            lifetime,
            KeyPurposeId.id_kp_serverAuth,
            new GeneralNames(hosts));
    // With the authority itself: who only knows its fingerprint must see it.
    return new Identity(pair.getPrivate(), List.of(certificate, certificate()));
  }

  private X509Certificate issue(
      String name, PublicKey key, Duration lifetime, KeyPurposeId purpose, GeneralNames hosts)
      throws IOException {
    Instant now = clock.instant();
    Instant end = now.plus(lifetime);
    Instant last = Certificates.end(certificate());
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              certificate(),
              new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
              Date.from(now.minus(BACKDATED)),
              Date.from(end.isBefore(last) ? end : last),
              principal(name),
              key);
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(certificate()));
      if (hosts != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, hosts);
      }
      return sign(builder, identity.key());
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate cannot be issued: " + e.getMessage(), e);
    }
  }

  private static X509Certificate sign(
      X509v3CertificateBuilder builder, java.security.PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(KeyPairs.SIGNATURE).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  private static X500Principal principal(String name) throws IOException {
    return new X500Principal(
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build().getEncoded());
  }
}
