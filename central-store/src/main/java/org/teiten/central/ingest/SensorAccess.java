// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.teiten.central.pki.CertificateAuthority;
import org.teiten.central.pki.ListenerIdentity;
import org.teiten.central.pki.TlsConfig;

/** How the listener and sensors know each other: the gate, and with TLS what belongs to it. */
public final class SensorAccess {
  private final SensorGate gate;
  private final Optional<ListenerIdentity> listener;
  private final Optional<CertificateDesk> desk;

  private SensorAccess(
      SensorGate gate, Optional<ListenerIdentity> listener, Optional<CertificateDesk> desk) {
    this.gate = gate;
    this.listener = listener;
    this.desk = desk;
  }

  /**
   * Prepares it, with the authority and the listener's certificate if they are missing.
   *
   * @param tls empty where sensors deliver over plain HTTP
   * @throws IOException that says which file cannot be used
   */
  public static SensorAccess open(
      Optional<TlsConfig> tls, Path data, BatchIntake intake, Clock clock) throws IOException {
    if (tls.isEmpty()) {
      return new SensorAccess(
          new SensorGate(intake, Optional.empty(), clock), Optional.empty(), Optional.empty());
    }
    Optional<CertificateAuthority> authority =
        tls.get().ownAuthority()
            ? Optional.of(CertificateAuthority.open(data, clock))
            : Optional.empty();
    Optional<ListenerIdentity> listener =
        Optional.of(new ListenerIdentity(tls.get(), data, authority, clock));
    return new SensorAccess(
        new SensorGate(intake, listener, clock),
        listener,
        authority.map(
            own -> new CertificateDesk(intake, own, tls.get().certificateLifetime(), clock)));
  }

  SensorGate gate() {
    return gate;
  }

  /** By what the listener is known; empty where there is no TLS. */
  public Optional<ListenerIdentity> listener() {
    return listener;
  }

  Optional<CertificateDesk> desk() {
    return desk;
  }

  /** When and how each sensor was last heard. */
  public SensorContacts contacts() {
    return gate.contacts();
  }
}
