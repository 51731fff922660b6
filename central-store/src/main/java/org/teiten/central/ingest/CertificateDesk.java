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
    X509Certificate certificate = authority.issueToSensor(invitation.sensor(), key, lifetime);
    String pem = Pem.of(List.of(certificate));
    Sensor sensor = registry.enrol(connection, invitation.sensor(), invitation.group(), now);
    registry.accept(connection, invitation, noted(sensor, certificate, now), keyHash, pem);
    LOG.info("sensor {} of group {} was enrolled", invitation.sensor(), invitation.group());
    return answer(invitation.sensor(), sensor.group(), pem);
  }

  /** The answer was lost on its way: whoever has the same key is the same sensor. */
  private Map<String, String> again(Invitation invitation, String keyHash) throws Refusal {
    Optional<Sensor> sensor = registry.sensor(invitation.sensor());
    if (!keyHash.equals(invitation.keyHash()) || sensor.isEmpty()) {
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
   * @throws Refusal with 422 if it is too early or the request is none
   */
  Map<String, String> renew(SensorCertificate shown, String csr) throws Refusal, IOException {
    Instant now = clock.instant();
    Instant half =
        shown.notBefore().plus(Duration.between(shown.notBefore(), shown.notAfter()).dividedBy(2));
    if (now.isBefore(half)) {
      throw new Refusal(
          422,
          "too_early",
          "the certificate of %s can be renewed from %s on".formatted(shown.sensor(), half));
    }
    X509Certificate certificate = authority.issueToSensor(shown.sensor(), key(csr), lifetime);
    Sensor sensor =
        registry
            .sensor(shown.sensor())
            .orElseThrow(() -> BatchIntake.unknownSensor(shown.sensor()));
    intake.change(
        connection -> {
          registry.add(connection, noted(sensor, certificate, now));
          return true;
        });
    LOG.info(
        "sensor {} renewed its certificate, until {}", sensor.id(), Certificates.end(certificate));
    return answer(shown.sensor(), sensor.group(), Pem.of(List.of(certificate)));
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
