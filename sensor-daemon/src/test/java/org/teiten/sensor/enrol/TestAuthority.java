// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;

/** A certificate authority of a test's own. */
public final class TestAuthority {
  public static final Duration LIFETIME = Duration.ofDays(90);
  private static final AtomicLong SERIALS = new AtomicLong(1);

  private final KeyPair pair = KeyPairs.generate();
  public final X509Certificate certificate;

  public TestAuthority(String name, Instant now) throws Exception {
    certificate = issue(name, name, pair.getPublic(), now, Duration.ofDays(3_650), null);
  }

  private X509Certificate issue(
      String issuer,
      String subject,
      PublicKey key,
      Instant begin,
      Duration lifetime,
      GeneralNames hosts)
      throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Principal("CN=" + issuer),
            BigInteger.valueOf(SERIALS.getAndIncrement()),
            Date.from(begin),
            Date.from(begin.plus(lifetime)),
            new X500Principal("CN=" + subject),
            key);
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(issuer.equals(subject)));
    if (hosts != null) {
      builder.addExtension(Extension.subjectAlternativeName, false, hosts);
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder(KeyPairs.SIGNATURE).build(pair.getPrivate())));
  }

  /** A certificate of a sensor. */
  public X509Certificate issue(String sensor, PublicKey key, Instant begin) throws Exception {
    return issue(Certificates.commonName(certificate), sensor, key, begin, LIFETIME, null);
  }

  /** Key and certificate of a sensor. */
  public Identity sensor(String id, Instant begin) throws Exception {
    KeyPair own = KeyPairs.generate();
    return new Identity(own.getPrivate(), List.of(issue(id, own.getPublic(), begin)));
  }

  /** Key and certificate of a server on loopback. */
  public Identity server(Instant begin) throws Exception {
    KeyPair own = KeyPairs.generate();
    X509Certificate server =
        issue(
            Certificates.commonName(certificate),
            "centre",
            own.getPublic(),
            begin,
            LIFETIME,
            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    return new Identity(own.getPrivate(), List.of(server, certificate));
  }
}
