// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificates that say whose it is. Both stand in one file, so that they are
 * replaced together.
 *
 * @param key never shown
 * @param chain the key's own certificate first, then those that lead to its authority
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity needs a certificate");
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException that says what is wrong with it
   */
  public static Identity read(Path file) throws IOException {
    String text = PrivateFile.read(file);
    List<X509Certificate> chain = Pem.certificates(text, file.toString());
    String algorithm = chain.get(0).getPublicKey().getAlgorithm();
    Identity identity = new Identity(Pem.privateKey(text, algorithm, file.toString()), chain);
    if (!KeyPairs.belongTogether(identity.key(), chain.get(0).getPublicKey())) {
      throw new IOException(
          file + " holds a key that is not that of its first certificate; put that one first");
    }
    requireChain(file, chain);
    return identity;
  }

  /** Whoever is shown a chain in another order does not find its authority. */
  private static void requireChain(Path file, List<X509Certificate> chain) throws IOException {
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate issued = chain.get(i - 1);
      if (!Certificates.isIssuedBy(issued, chain.get(i))) {
        throw new IOException(
            "%s: its certificate %d (%s) did not issue the one before it (%s); after the key's own put the one that issued it, and so on"
                .formatted(
                    file,
                    i + 1,
                    Certificates.describe(chain.get(i)),
                    Certificates.describe(issued)));
      }
    }
  }

  /** Replaces the file, readable by its owner only. */
  public void write(Path file) throws IOException {
    PrivateFile.write(file, (Pem.of(key) + Pem.of(chain)).getBytes(StandardCharsets.US_ASCII));
  }

  /** The key's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Without the key, for logs. */
  @Override
  public String toString() {
    return Certificates.describe(certificate());
  }
}
