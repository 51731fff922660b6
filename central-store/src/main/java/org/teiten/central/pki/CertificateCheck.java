// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.teiten.support.tls.Certificates;

/**
 * Judges the certificate that a sensor showed in its handshake, at each request anew: a connection,
 * or a session that is resumed, may be older than the end of its certificate.
 */
public final class CertificateCheck {
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_PURPOSE = "2.5.29.37.0";

  private final CertificateSource source;
  private final Set<TrustAnchor> anchors;
  private final List<X509Certificate> authorities;

  /** Trusts certificates of these authorities. */
  CertificateCheck(CertificateSource source, List<X509Certificate> authorities) {
    this.source = source;
    this.authorities = List.copyOf(authorities);
    this.anchors =
        authorities.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
  }

  /** Where certificates come from that are good here. */
  public CertificateSource source() {
    return source;
  }

  /**
   * Says whose a certificate is.
   *
   * @param chain as it was shown, the sensor's own certificate first
   */
  public SensorCertificate check(List<X509Certificate> chain, Instant now)
      throws UntrustedSensorException {
    X509Certificate own = chain.get(0);
    if (now.isAfter(Certificates.end(own))) {
      requireTrusted(chain, Certificates.end(own));
      throw new UntrustedSensorException(
          "certificate_expired",
          "the certificate of %s ended at %s, the centre's clock says %s; %s"
              .formatted(
                  Certificates.commonName(own),
                  Certificates.end(own),
                  now,
                  source.ended(lastRenewal(own))));
    }
    if (now.isBefore(Certificates.begin(own))) {
      requireTrusted(chain, Certificates.begin(own));
      throw new UntrustedSensorException(
          "certificate_not_yet_valid",
          "the certificate of %s is valid from %s on, the centre's clock says %s; one of the two"
                  .formatted(Certificates.commonName(own), Certificates.begin(own), now)
              + " clocks that were used is wrong");
    }
    requireTrusted(chain, now);
    return SensorCertificate.of(own);
  }

  /**
   * The same for a renewal, for which a certificate may have ended no longer ago than it lived: a
   * sensor may have been off for months.
   */
  public SensorCertificate checkForRenewal(List<X509Certificate> chain, Instant now)
      throws UntrustedSensorException {
    X509Certificate own = chain.get(0);
    if (now.isAfter(Certificates.end(own)) && !now.isAfter(lastRenewal(own))) {
      requireTrusted(chain, Certificates.end(own));
      return SensorCertificate.of(own);
    }
    return check(chain, now);
  }

  private static Instant lastRenewal(X509Certificate certificate) {
    Duration lifetime = Certificates.lifetime(certificate);
    return Certificates.end(certificate).plus(lifetime);
  }

  private void requireTrusted(List<X509Certificate> chain, Instant when)
      throws UntrustedSensorException {
    X509Certificate own = chain.get(0);
    List<X509Certificate> path = new ArrayList<>();
    for (X509Certificate one : chain) {
      if (authorities.contains(one)) {
        break;
      }
      path.add(one);
    }
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false); // the registry knows what is revoked
      parameters.setDate(Date.from(when));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      List<String> purposes = own.getExtendedKeyUsage();
      if (purposes != null && !purposes.contains(CLIENT) && !purposes.contains(ANY_PURPOSE)) {
        throw new CertPathValidatorException("it is not meant for clients");
      }
    } catch (GeneralSecurityException e) {
      throw new UntrustedSensorException(
          UntrustedSensorException.UNTRUSTED,
          "this centre does not trust the certificate (%s): %s; %s"
              .formatted(Certificates.describe(own), reason(e), source.untrusted()));
    }
  }

  private static String reason(GeneralSecurityException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Path does not chain")
        ? "another authority issued it"
        : message.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
