// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.pki.CertificateCheck;
import org.teiten.central.pki.CertificateSource;
import org.teiten.central.pki.ListenerIdentity;
import org.teiten.central.pki.SensorCertificate;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.pki.UntrustedSensorException;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Barred;
import org.teiten.central.store.RegistryTable.Certificate;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.SensorState;
import org.teiten.support.errors.DistinctCauseLog;

/**
 * Says at each request who asks and whether it may: what was good when a connection or a session
 * began may be revoked since.
 */
final class SensorGate {
  private static final Logger LOG = LoggerFactory.getLogger(SensorGate.class);

  private static final String MISSING = "certificate_missing";

  private final BatchIntake intake;
  private final SensorRegistry registry;
  private final Optional<ListenerIdentity> listener;
  private final Clock clock;
  private final DistinctCauseLog refusals = new DistinctCauseLog(LOG);
  private final SensorContacts contacts = new SensorContacts();

  /**
   * Opens the gate.
   *
   * @param listener what judges certificates; empty where there is no TLS
   */
  SensorGate(BatchIntake intake, Optional<ListenerIdentity> listener, Clock clock) {
    this.intake = intake;
    this.registry = intake.registry();
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Whose certificate a request's connection showed.
   *
   * @param chain null or empty if it showed none
   * @throws Refusal with 401 or 403
   */
  SensorCertificate authenticate(X509Certificate[] chain) throws Refusal {
    return authenticate(chain, false);
  }

  /** The same for a renewal: a certificate that ended not too long ago may be renewed. */
  SensorCertificate authenticateForRenewal(X509Certificate[] chain) throws Refusal {
    return authenticate(chain, true);
  }

  private SensorCertificate authenticate(X509Certificate[] chain, boolean forRenewal)
      throws Refusal {
    if (chain == null || chain.length == 0) {
      throw refuse(
          "", new Refusal(401, MISSING, "no certificate was shown; " + source().missing()));
    }
    Instant now = clock.instant();
    SensorCertificate shown;
    try {
      CertificateCheck check = listener.orElseThrow().check();
      shown =
          forRenewal
              ? check.checkForRenewal(List.of(chain), now)
              : check.check(List.of(chain), now);
    } catch (UntrustedSensorException e) {
      String name =
          e.error().equals(UntrustedSensorException.UNTRUSTED)
              ? ""
              : org.teiten.support.tls.Certificates.commonName(chain[0]);
      throw refuse(name, new Refusal(401, e.error(), e.getMessage()));
    }
    requireNotRevoked(shown);
    if (registry.certificate(shown.fingerprint()).isEmpty()) {
      note(shown, now);
    }
    return shown;
  }

  /**
   * What must hold of a certificate whatever is asked with it.
   *
   * @return the sensor whose it is
   * @throws Refusal with 403 if the sensor is unknown, or it or the certificate revoked
   */
  Sensor requireNotRevoked(SensorCertificate shown) throws Refusal {
    Optional<Certificate> known = registry.certificate(shown.fingerprint());
    if (known.isPresent() && known.get().revoked() != null) {
      throw refuse(shown.sensor(), revoked(shown.sensor(), known.get().revoked()));
    }
    Sensor sensor = known(shown.sensor());
    Optional<Barred> barred = registry.barred(sensor.number());
    if (barred.isPresent() && barred.get().reason() == Bar.REVOKED) {
      throw refuse(shown.sensor(), revoked(shown.sensor(), barred.get().since()));
    }
    return sensor;
  }

  private Sensor known(String name) throws Refusal {
    return registry
        .sensor(name)
        .orElseThrow(() -> refuse(name, BatchIntake.unknownSensor(name, source())));
  }

  /** Of the operator's own authority a certificate is first seen when it is used. */
  private void note(SensorCertificate shown, Instant now) throws Refusal {
    try {
      intake.change(
          connection -> {
            registry.add(connection, certificate(requireNotRevoked(shown), shown, now));
            return true;
          });
    } catch (IOException e) {
      throw new Refusal(503, "failed", "the centre could not note the certificate", 30);
    }
  }

  private static Certificate certificate(Sensor sensor, SensorCertificate shown, Instant now) {
    return new Certificate(
        shown.fingerprint(),
        sensor.number(),
        shown.serial(),
        now,
        shown.notBefore(),
        shown.notAfter(),
        null);
  }

  /**
   * Lets a sensor deliver its own batches.
   *
   * @param shown its certificate; empty where there is no TLS
   * @param named the sensor of the request's path
   * @return the sensor
   * @throws Refusal with 403
   */
  Sensor requireAdmitted(Optional<SensorCertificate> shown, String named) throws Refusal {
    if (shown.isPresent()) {
      if (!shown.get().sensor().equals(named)) {
        throw refuse(
            shown.get().sensor(),
            new Refusal(
                403,
                "other_sensor",
                "the certificate is of %s, the batch of %s; a sensor delivers its own batches only"
                    .formatted(shown.get().sensor(), named)));
      }
      requireNotRevoked(shown.get());
    }
    Sensor sensor = known(named);
    Optional<Barred> barred = registry.barred(sensor.number());
    if (barred.isPresent()) {
      throw refuse(
          named,
          barred.get().reason() == Bar.REVOKED
              ? revoked(named, barred.get().since())
              : new Refusal(
                  403,
                  "sensor_disabled",
                  "%s was disabled at the centre at %s; its batches are taken once it is enabled"
                      .formatted(named, barred.get().since())));
    }
    contacts.admitted(sensor.number(), clock.instant());
    return sensor;
  }

  private CertificateSource source() {
    return listener.map(one -> one.check().source()).orElse(CertificateSource.CENTRE);
  }

  private Refusal revoked(String sensor, Instant when) {
    return new Refusal(
        403,
        "certificate_revoked",
        "the certificate of %s was revoked at %s; %s"
            .formatted(sensor, when, source().revoked(sensor)));
  }

  /** Whether a request was refused to somebody of whom no authority of ours knows anything. */
  static boolean isOfStranger(Refusal refusal) {
    return refusal.error().equals(MISSING)
        || refusal.error().equals(UntrustedSensorException.UNTRUSTED);
  }

  /** Tells the operator of the centre too, once. */
  private Refusal refuse(String named, Refusal refusal) {
    Optional<Sensor> sensor = registry.sensor(named);
    sensor.ifPresent(known -> contacts.turnedAway(known.number(), refusal, clock.instant()));
    refusals.failed(
        Level.WARN,
        refusal.error() + sensor.map(Sensor::id).orElse(""),
        "a sensor is refused (%d): %s".formatted(refusal.status(), refusal.getMessage()));
    return refusal;
  }

  /** One of a sensor's batches was refused for what it is. */
  void refused(Sensor sensor, Refusal refusal) {
    contacts.refused(sensor.number(), refusal, clock.instant());
  }

  /** The centre has one of a sensor's batches. */
  void took(Sensor sensor) {
    contacts.took(sensor.number());
  }

  /** A sensor said this of itself. */
  void stated(Sensor sensor, SensorState state) {
    contacts.stated(sensor.number(), state, clock.instant());
  }

  SensorContacts contacts() {
    return contacts;
  }
}
