// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** What is asked of a certificate. */
public final class Certificates {
  private static final String COMMON_NAME = "CN";
  private static final int MAX_NAME = 80;

  private Certificates() {}

  /** SHA-256 of its bytes, in lower-case hexadecimal digits. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      return sha256(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has no bytes", e);
    }
  }

  /** SHA-256 in lower-case hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The most specific common name of a subject; empty if it has none that is text. */
  public static String commonName(X509Certificate certificate) {
    try {
      LdapName subject =
          new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
      for (int i = subject.size() - 1; i >= 0; i--) {
        Attribute name = subject.getRdn(i).toAttributes().get(COMMON_NAME);
        if (name != null) {
          return name.get() instanceof String text ? printable(text) : "";
        }
      }
      return "";
    } catch (NamingException e) {
      return "";
    }
  }

  /** Whether a certificate was signed by the key of another. */
  public static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Its serial number in hexadecimal digits. */
  public static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  public static Instant begin(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }

  public static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** From its begin to its end. */
  public static Duration lifetime(X509Certificate certificate) {
    return Duration.between(begin(certificate), end(certificate));
  }

  /**
   * When to renew it: at two thirds of its lifetime, or up to a twentieth later, so that what was
   * certified together does not come back together.
   *
   * @param jitter 0 to 1
   */
  public static Instant renewal(X509Certificate certificate, double jitter) {
    double share = 2.0 / 3 + jitter / 20;
    return begin(certificate).plusMillis(Math.round(lifetime(certificate).toMillis() * share));
  }

  /** Whom it is for, who issued it and when it ends: one line, whatever stands in it. */
  public static String describe(X509Certificate certificate) {
    return "%s, issued by %s, valid %s to %s"
        .formatted(
            name(certificate.getSubjectX500Principal()),
            name(certificate.getIssuerX500Principal()),
            begin(certificate),
            end(certificate));
  }

  static String name(X500Principal principal) {
    return printable(principal.getName(X500Principal.RFC2253));
  }

  private static String printable(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() > MAX_NAME ? clean.substring(0, MAX_NAME) + "..." : clean;
  }
}
