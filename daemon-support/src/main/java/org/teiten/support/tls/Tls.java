// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS 1.3 and nothing older. */
public final class Tls {
  /** The protocol's name in the JDK. */
  public static final String VERSION = "TLSv1.3";

  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  /**
   * A context for one end. A new one has no sessions, so nothing of it is resumed under an identity
   * that was replaced.
   *
   * @param identity what this end shows, if it has one
   * @param trust what it accepts from the other end
   */
  public static SSLContext context(Optional<Identity> identity, X509ExtendedTrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(
          identity.isPresent() ? keyManagers(identity.get()) : null,
          new TrustManager[] {trust},
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS 1.3 cannot be set up with " + identity, e);
    }
  }

  private static KeyManager[] keyManagers(Identity identity)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "identity", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(keys, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** What a client asks of a connection. */
  public static SSLParameters clientParameters() {
    return new SSLParameters(null, new String[] {VERSION});
  }

  /**
   * Why a connection could not be made safe, if that is why it failed.
   *
   * @param failure whatever the HTTP client threw
   */
  public static Optional<String> handshakeFault(Throwable failure) {
    String fault = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++) {
      if (cause instanceof UntrustedServerException untrusted) {
        return Optional.of(untrusted.getMessage());
      }
      if (cause instanceof SSLHandshakeException && fault == null) {
        fault = "the TLS handshake failed: " + cause.getMessage();
      }
      cause = cause.getCause();
    }
    return Optional.ofNullable(fault);
  }
}
