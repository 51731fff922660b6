// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.teiten.flowtuple.SensorId;
import org.teiten.sensor.ship.CentreHttp;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.EnrolmentToken;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.PrivateFile;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/**
 * The first contact. The centre must show a certificate of the authority that the token names
 * before anything is sent; the key is made here and stays here.
 */
public final class Enrolment {
  /**
   * What came of it.
   *
   * @param identity key and certificate
   * @param group that the centre counts the sensor in
   */
  public record Enrolled(Identity identity, String group) {}

  private final IdentityFolder folder;
  private final Optional<URI> proxy;
  private final Clock clock;

  /** Prepares it; nothing is changed before the centre has answered. */
  public Enrolment(IdentityFolder folder, Optional<URI> proxy, Clock clock) {
    this.folder = folder;
    this.proxy = proxy;
    this.clock = clock;
  }

  /**
   * Enrols this sensor. After a lost answer it may be called again with the same token.
   *
   * @throws IOException in one sentence: the centre refuses, is not to be trusted, or not there
   */
  public Enrolled enrol(URI centre, EnrolmentToken token, SensorId sensor)
      throws IOException, InterruptedException {
    PrivateFile.makeFolder(folder.folder());
    KeyPair pair = KeyPairs.pending(folder.pendingFile());
    HttpClient client =
        CentreHttp.client(proxy)
            .sslContext(
                Tls.context(Optional.empty(), ServerTrust.inFingerprint(token.authority(), clock)))
            .sslParameters(Tls.clientParameters())
            .build();
    Map<String, String> request =
        Map.of(
            "secret", token.secret(),
            "sensor", sensor.value(),
            "csr", CertificateRequest.pem(sensor, pair),
            "time", clock.instant().toString());
    try {
      CertificateCall.Issued issued =
          CertificateCall.ask(client, centre, "/v1/enrol", request, pair);
      if (issued.authorities().stream()
          .noneMatch(one -> Certificates.fingerprint(one).equals(token.authority()))) {
        throw new IOException("the centre's answer names another authority than the token");
      }
      folder.write(issued.identity(), issued.authorities());
      Files.deleteIfExists(folder.pendingFile());
      return new Enrolled(issued.identity(), issued.group());
    } catch (CentreRefusalException e) {
      throw new IOException("the centre refuses (HTTP " + e.status() + "): " + e.getMessage(), e);
    }
  }
}
