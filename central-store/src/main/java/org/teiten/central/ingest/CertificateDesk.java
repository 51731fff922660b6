// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.pki.CertificateAuthority;
import org.teiten.central.pki.CertificateRequest;
import org.teiten.central.pki.SensorCertificate;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Barred;
import org.teiten.central.store.RegistryTable.Certificate;
import org.teiten.central.store.RegistryTable.Invitation;
import org.teiten.central.store.Sensor;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.EnrolmentToken;
import org.teiten.support.tls.Pem;

/**
 * Gives sensors their certificates: the first for a one-time token, each next for the one before.
 */
final class CertificateDesk {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateDesk.class);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_IN_A_DAY = 10;
  private static final int TOO_OFTEN_RETRY_SECONDS = 3_600;

  private final BatchIntake intake;
  private final SensorRegistry registry;
  private final CertificateAuthority authority;
  private final Duration lifetime;
  private final Clock clock;
  private final DistinctCauseLog refusals = new DistinctCauseLog(LOG);

  /**
   * Opens the desk.
   *
   * @param lifetime of the certificates that it gives
   */
  CertificateDesk(
      BatchIntake intake, CertificateAuthority authority, Duration lifetime, Clock clock) {
    this.intake = intake;
    this.registry = intake.registry();
    this.authority = authority;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /**
   * Gives a sensor its first certificate.
   *
   * @return what it is told
   * @throws Refusal with 403 for the token, 422 for the request
   */
  Map<String, String> enrol(EnrolmentRequest request) throws Refusal, IOException {
    try {
      String hash = EnrolmentToken.hash(String.valueOf(request.secret()));
      invitation(hash, request);
      requireClock(request.time());
      PublicKey key = key(request.csr());
      return intake.change(connection -> accept(connection, hash, request, key));
    } catch (Refusal e) {
      refusals.failed(Level.WARN, e.error(), "an enrolment is refused: " + e.getMessage());
      throw e;
    }
  }

  private Invitation invitation(String hash, EnrolmentRequest request) throws Refusal {
    Invitation invitation =
        registry
            .invitation(hash)
            .orElseThrow(
                () ->
                    new Refusal(
                        403,
                        "token_unknown",
                        "this token is not known here; it may have been withdrawn, or replaced by a"
                            + " later one"));
    if (!invitation.sensor().equals(request.sensor())) {
      throw new Refusal(
          403,
          "token_of_other_sensor",
          "the token is for sensor %s, this one is called otherwise; write sensor: %s in its"
                  .formatted(invitation.sensor(), invitation.sensor())
              + " configuration");
    }
    return invitation;
  }

  private Map<String, String> accept(
      Connection connection, String hash, EnrolmentRequest request, PublicKey key)
      throws SQLException, IOException, Refusal {
    Instant now = clock.instant();
    Invitation invitation = invitation(hash, request);
    String keyHash = Certificates.sha256(key.getEncoded());
    if (invitation.used() != null) {
      return again(invitation, keyHash);
    }
    if (now.isAfter(invitation.expires())) {
      throw new Refusal(
          403,
          "token_expired",
          "the token for %s ended at %s; ask the centre for another"
              .formatted(invitation.sensor(), invitation.expires()));
    }
    Optional<Sensor> known = registry.sensor(invitation.sensor());
    if (known.isPresent()) {
      requireNotDisabled(known.get());
      requireNotTooOften(known.get(), now);
    }
    X509Certificate certificate = authority.issueToSensor(invitation.sensor(), key, lifetime);
    String pem = Pem.of(List.of(certificate));
    Sensor sensor = registry.enrol(connection, invitation.sensor(), invitation.group(), now);
    registry.accept(connection, invitation, noted(sensor, certificate, now), keyHash, pem);
    LOG.info("sensor {} of group {} was enrolled", invitation.sensor(), invitation.group());
    return answer(invitation.sensor(), sensor.group(), pem);
  }

  /** Who was disabled is enabled by an order, not by a token that was given out before or since. */
  private void requireNotDisabled(Sensor sensor) throws Refusal {
    Optional<Barred> barred = registry.barred(sensor.number());
    if (barred.isPresent() && barred.get().reason() == Bar.DISABLED) {
      throw new Refusal(
          403,
          "sensor_disabled",
          "%s was disabled at the centre at %s; the token stays good until: teiten-central sensors"
                  .formatted(sensor.id(), barred.get().since())
              + " enable "
              + sensor.id());
    }
  }

  /** Of certificates that live less than a day a sensor needs more of them. */
  private void requireNotTooOften(Sensor sensor, Instant now) throws Refusal {
    Duration span = lifetime.compareTo(DAY) < 0 ? lifetime : DAY;
    if (registry.certificatesSince(sensor.number(), now.minus(span)) >= MOST_IN_A_DAY) {
      throw new Refusal(
          429,
          "too_often",
          "%s was given %d certificates within %d hours; come again later, and look why it asks so often"
              .formatted(sensor.id(), MOST_IN_A_DAY, span.toHours()),
          TOO_OFTEN_RETRY_SECONDS);
    }
  }

  /** The answer was lost on its way: whoever has the same key is the same sensor. */
  private Map<String, String> again(Invitation invitation, String keyHash) throws Refusal {
    Optional<Sensor> sensor = registry.sensor(invitation.sensor());
    boolean revoked =
        sensor
            .flatMap(known -> registry.barred(known.number()))
            .filter(barred -> barred.reason() == Bar.REVOKED)
            .isPresent();
    if (!keyHash.equals(invitation.keyHash()) || sensor.isEmpty() || revoked) {
      throw new Refusal(
          403,
          "token_used",
          "the token for %s was used at %s; if that was not you, revoke the sensor, then ask for"
                  .formatted(invitation.sensor(), invitation.used())
              + " another");
    }
    return answer(invitation.sensor(), sensor.get().group(), invitation.certificate());
  }

  /**
   * Gives a sensor its next certificate; the one before stays good until its end.
   *
   * @param gate says once more whether the one before is good
   * @throws Refusal with 422 if it is too early or the request is none, 429 if it is too often
   */
  Map<String, String> renew(SensorCertificate shown, String csr, SensorGate gate)
      throws Refusal, IOException {
    Instant now = clock.instant();
    Instant half =
        shown.notBefore().plus(Duration.between(shown.notBefore(), shown.notAfter()).dividedBy(2));
    if (now.isBefore(half)) {
      throw new Refusal(
          422,
          "too_early",
          "the certificate of %s can be renewed from %s on".formatted(shown.sensor(), half));
    }
    PublicKey key = key(csr);
    return intake.change(
        connection -> {
          Sensor sensor = gate.requireNotRevoked(shown);
          requireNotTooOften(sensor, now);
          X509Certificate certificate = authority.issueToSensor(shown.sensor(), key, lifetime);
          registry.add(connection, noted(sensor, certificate, now));
          LOG.info(
              "sensor {} renewed its certificate, until {}",
              sensor.id(),
              Certificates.end(certificate));
          return answer(shown.sensor(), sensor.group(), Pem.of(List.of(certificate)));
        });
  }

  private static Certificate noted(Sensor sensor, X509Certificate certificate, Instant now) {
    return new Certificate(
        Certificates.fingerprint(certificate),
        sensor.number(),
        Certificates.serial(certificate),
        now,
        Certificates.begin(certificate),
        Certificates.end(certificate),
        null);
  }

  private Map<String, String> answer(String sensor, String group, String certificate) {
    return Map.of(
        "sensor", sensor,
        "group", group,
        "certificate", certificate,
        "authority", Pem.of(List.of(authority.certificate())));
  }

  private static PublicKey key(String csr) throws Refusal {
    try {
      return CertificateRequest.key(String.valueOf(csr));
    } catch (IllegalArgumentException e) {
      throw new Refusal(422, "request", e.getMessage());
    }
  }

  private void requireClock(String time) throws Refusal {
    Instant now = clock.instant();
    try {
      Instant theirs = Instant.parse(String.valueOf(time));
      Duration ahead = Duration.between(now, theirs);
      if (ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        throw new Refusal(
            422,
            "clock",
            "the sensor's clock says %s, the centre's %s; set the sensor's (chrony, ntpd), else its"
                    .formatted(theirs, now)
                + " batches would be refused");
      }
    } catch (DateTimeException e) {
      throw new Refusal(422, "request", "the request's time is none of ISO 8601");
    }
  }
}
