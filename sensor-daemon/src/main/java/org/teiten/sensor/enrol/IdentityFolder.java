// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.List;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Pem;
import org.teiten.support.tls.PrivateFile;

/**
 * The folder {@code centre.identity}: {@code identity.pem} holds this sensor's key and certificate,
 * {@code authority.pem} whose certificate the centre must have. Both are replaced whole; a daemon
 * reads them again when they change.
 *
 * @param folder where they lie
 */
public record IdentityFolder(Path folder) {
  /**
   * What is in it.
   *
   * @param version changes whenever a file does
   */
  public record Content(
      Identity identity, List<X509Certificate> authorities, List<FileTime> version) {}

  /** The key and the certificate. */
  public Path identityFile() {
    return folder.resolve("identity.pem");
  }

  /** Whom to trust. */
  public Path authorityFile() {
    return folder.resolve("authority.pem");
  }

  /** A key for which a certificate was asked but not received. */
  Path pendingFile() {
    return folder.resolve("pending.pem");
  }

  /** Whether this sensor was enrolled, or given a certificate by hand. */
  public boolean isEnrolled() {
    return Files.exists(identityFile());
  }

  /**
   * Reads both files.
   *
   * @throws IOException that says what is wrong with them
   */
  public Content read() throws IOException {
    List<FileTime> version = version();
    return new Content(Identity.read(identityFile()), Pem.certificates(authorityFile()), version);
  }

  List<FileTime> version() throws IOException {
    return List.of(
        Files.getLastModifiedTime(identityFile()), Files.getLastModifiedTime(authorityFile()));
  }

  /** Replaces both files; the authority's first, so that an identity never stands alone. */
  void write(Identity identity, List<X509Certificate> authorities) throws IOException {
    PrivateFile.makeFolder(folder);
    PrivateFile.write(authorityFile(), Pem.of(authorities).getBytes(StandardCharsets.US_ASCII));
    identity.write(identityFile());
  }
}
