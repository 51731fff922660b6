// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Pem;
import org.teiten.support.tls.Tls;

/**
 * By what the listener is known, and whose certificates it takes. The own authority's certificate
 * is renewed in time; the operator's files are read again when they change. One thread refreshes,
 * any thread reads.
 */
public final class ListenerIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerIdentity.class);
  private static final String CHANGE = "identity";

  /** What is in effect. */
  private record State(Identity identity, CertificateCheck check, FileTimes files) {}

  private record FileTimes(FileTime identity, FileTime authorities) {}

  private final TlsConfig config;
  private final Optional<CertificateAuthority> authority;
  private final Path ownFile;
  private final Clock clock;
  private final double jitter;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private volatile State state;

  /**
   * Reads what is there, and makes what the own authority has to make.
   *
   * @param authority the own one; empty if the operator's is configured
   * @throws IOException that says which file is wrong, and how
   */
  public ListenerIdentity(
      TlsConfig config, Path data, Optional<CertificateAuthority> authority, Clock clock)
      throws IOException {
    this.config = config;
    this.authority = authority;
    this.ownFile = CertificateAuthority.folder(data).resolve("listener.pem");
    this.clock = clock;
    this.jitter = Math.random();
    this.state = authority.isPresent() ? own(authority.get()) : operators();
  }

  private State own(CertificateAuthority issuer) throws IOException {
    Optional<Identity> stored = stored();
    Identity identity;
    if (stored.isPresent() && isGood(stored.get(), issuer)) {
      identity = stored.get();
    } else {
      identity = issuer.issueToListener(config.names(), config.certificateLifetime());
      identity.write(ownFile);
      LOG.info("the listener has a new certificate: {}", identity);
    }
    return new State(
        identity,
        new CertificateCheck(CertificateSource.CENTRE, List.of(issuer.certificate())),
        null);
  }

  private Optional<Identity> stored() {
    try {
      return Files.exists(ownFile) ? Optional.of(Identity.read(ownFile)) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("a new certificate is issued, the old one cannot be read: {}", ErrorText.of(e));
      return Optional.empty();
    }
  }

  private boolean isGood(Identity identity, CertificateAuthority issuer) {
    X509Certificate certificate = identity.certificate();
    return clock.instant().isBefore(Certificates.renewal(certificate, jitter))
        && identity.chain().contains(issuer.certificate())
        && hosts(certificate).equals(Set.copyOf(config.names()));
  }

  private static Set<String> hosts(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .map(name -> TlsConfig.canonical(String.valueOf(name.get(1))))
              .collect(Collectors.toSet());
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }

  private State operators() throws IOException {
    Path identityFile = config.identity().orElseThrow();
    Path authoritiesFile = config.authorities().orElseThrow();
    FileTimes files =
        new FileTimes(
            Files.getLastModifiedTime(identityFile), Files.getLastModifiedTime(authoritiesFile));
    return new State(
        Identity.read(identityFile),
        new CertificateCheck(CertificateSource.OPERATOR, Pem.certificates(authoritiesFile)),
        files);
  }

  /**
   * Renews or reads again what it is time for; if that fails, what was in effect stays.
   *
   * @return whether the listener has to be given a new {@link #context}
   */
  public boolean refresh() {
    try {
      State old = state;
      if (authority.isPresent()) {
        if (isGood(old.identity(), authority.get())) {
          return false;
        }
        state = own(authority.get());
        return true;
      }
      State fresh = operators();
      if (fresh.files().equals(old.files())) {
        return false;
      }
      state = fresh;
      failures.recovered(CHANGE, "the files of ingest.tls can be used again");
      LOG.info("the files of ingest.tls changed, the listener's certificate is: {}", identity());
      return true;
    } catch (IOException e) {
      failures.failed(
          Level.ERROR,
          CHANGE,
          "the listener keeps its old certificate ("
              + identity()
              + "), a new one cannot be used: "
              + ErrorText.of(e));
      return false;
    }
  }

  /** What the listener shows. */
  public Identity identity() {
    return state.identity();
  }

  /** What judges sensors' certificates. */
  public CertificateCheck check() {
    return state.check();
  }

  /** A new context of what is in effect. */
  public SSLContext context() {
    return Tls.context(Optional.of(identity()), new JudgedLater());
  }
}
