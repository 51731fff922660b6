// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Pem;

/** Keys and certificates for servers of tests. */
public final class TestIdentities {
  private TestIdentities() {}

  /** Of localhost; the authority that issued it is written to {@code authority-only.pem}. */
  public static Identity localhost(Path folder) throws IOException {
    CertificateAuthority authority = CertificateAuthority.open(folder, Clock.systemUTC());
    Files.writeString(
        folder.resolve("authority-only.pem"), Pem.of(List.of(authority.certificate())));
    return authority.issueToListener(List.of("localhost"), Duration.ofDays(30));
  }
}
