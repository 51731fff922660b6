// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom a sensor takes for its centre: who has a certificate of the known authority, for the host
 * that was asked for, valid by this machine's clock. What the JDK's validation refuses is said in a
 * sentence.
 */
public final class ServerTrust extends X509ExtendedTrustManager {
  private final Function<List<X509Certificate>, List<X509Certificate>> authorities;
  private final String unknown;
  private final Clock clock;

  private ServerTrust(
      Function<List<X509Certificate>, List<X509Certificate>> authorities,
      String unknown,
      Clock clock) {
    this.authorities = authorities;
    this.unknown = unknown;
    this.clock = clock;
  }

  /** Trusts certificates of these authorities. */
  public static ServerTrust in(List<X509Certificate> authorities, Clock clock) {
    List<X509Certificate> known = List.copyOf(authorities);
    return new ServerTrust(
        chain -> known,
        "was not issued by the authority that this sensor was enrolled with; if the centre has a"
            + " new one, enrol again, else somebody stands between this sensor and the centre",
        clock);
  }

  /** Trusts the authority of that fingerprint, which the server's chain must hold. */
  public static ServerTrust inFingerprint(String sha256, Clock clock) {
    return new ServerTrust(
        chain ->
            chain.stream().filter(one -> Certificates.fingerprint(one).equals(sha256)).toList(),
        "does not come from the authority that the token names; is the token of another centre?"
            + " Else somebody stands between this sensor and the centre",
        clock);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Instant now = clock.instant();
    List<X509Certificate> roots = authorities.apply(Arrays.asList(chain));
    if (roots.isEmpty()) {
      throw new UntrustedServerException(theCertificate(chain[0]) + unknown);
    }
    try {
      validation(roots, now).checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw new UntrustedServerException(explain(chain, roots, now, e), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only engines are checked here, they know the host");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only engines are checked here, they know the host");
  }

  // A new one each time: its date is fixed.
  private static X509ExtendedTrustManager validation(List<X509Certificate> roots, Instant now)
      throws CertificateException {
    Set<TrustAnchor> anchors =
        roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new CertificateException("this Java has no PKIX validation");
    } catch (InvalidAlgorithmParameterException e) {
      throw new CertificateException("no authority is known", e);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("this Java has no PKIX validation", e);
    }
  }

  private String explain(
      X509Certificate[] chain, List<X509Certificate> roots, Instant now, CertificateException e) {
    for (X509Certificate one : chain) {
      if (now.isBefore(Certificates.begin(one))) {
        return "the centre's certificate is valid from %s on, this machine's clock says %s; set it"
            .formatted(Certificates.begin(one), now);
      }
      if (now.isAfter(Certificates.end(one))) {
        return ("the centre's certificate ended at %s, this machine's clock says %s; if that is"
                + " right, see the centre")
            .formatted(Certificates.end(one), now);
      }
    }
    if (!issued(chain, roots)) {
      return theCertificate(chain[0]) + unknown;
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("No subject alternative") || message.contains("No name matching")) {
      return "the centre's certificate is for "
          + names(chain[0])
          + ", not for the host in centre.url; use one of these, or add the host to"
          + " ingest.tls.names at the centre";
    }
    return theCertificate(chain[0]) + "is refused: " + message;
  }

  private static boolean issued(X509Certificate[] chain, List<X509Certificate> roots) {
    X509Certificate last = chain[0];
    for (int i = 1; i < chain.length && Certificates.isIssuedBy(last, chain[i]); i++) {
      last = chain[i];
    }
    X509Certificate end = last;
    return roots.stream().anyMatch(root -> root.equals(end) || Certificates.isIssuedBy(end, root));
  }

  private static String theCertificate(X509Certificate certificate) {
    return "the centre's certificate (" + Certificates.describe(certificate) + ") ";
  }

  private static String names(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? "no host"
          : names.stream()
              .map(name -> String.valueOf(name.get(1)).replaceAll("[^\\x21-\\x7e]", "?"))
              .limit(10)
              .collect(Collectors.joining(", "));
    } catch (CertificateException e) {
      return "no host that can be read";
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this end is a client itself");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
