// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.teiten.central.pki.CertificateAuthority;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.pki.TlsConfig;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Barred;
import org.teiten.central.store.RegistryTable.Invitation;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.tls.EnrolmentToken;

/**
 * What the centre's operator decides about sensors. Wrong names are {@link
 * IllegalArgumentException}s with a sentence. Any thread.
 */
public final class SensorAdmission {
  private static final Duration LONGEST = Duration.ofDays(90);

  private final Optional<TlsConfig> tls;
  private final ListenAddress listen;
  private final Path data;
  private final BatchIntake intake;
  private final SensorRegistry registry;
  private final Optional<SensorContacts> contacts;
  private final Clock clock;

  /**
   * Prepares it.
   *
   * @param contacts where a listener runs
   */
  public SensorAdmission(
      IngestConfig config,
      Path data,
      BatchIntake intake,
      Optional<SensorContacts> contacts,
      Clock clock) {
    this.tls = config.tls();
    this.listen = config.listen();
    this.data = data;
    this.intake = intake;
    this.registry = intake.registry();
    this.contacts = contacts;
    this.clock = clock;
  }

  /**
   * Makes a one-time token for a sensor, new or known.
   *
   * @param name the sensor's id, as its configuration has it
   * @param group null for that of a known sensor, {@code default} of a new one
   * @param validity how long the token can be used
   */
  public Invited invite(String name, String group, Duration validity) throws Refusal, IOException {
    TlsConfig own =
        tls.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sensors need no certificates here: the configuration has no ingest.tls; write"
                        + " ingest: {tls: {names: [...]}} with this centre's host names"));
    if (!own.ownAuthority()) {
      throw new IllegalArgumentException(
          "certificates come from your own authority here (ingest.tls.authorities): issue one with"
              + " common name "
              + name
              + ", and list the sensor in the configuration");
    }
    new SensorId(name);
    if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an invitation is good for 1 minute to 90 days");
    }
    if (group != null) {
      new SensorId(group); // groups have the same form
    }
    CertificateAuthority authority = CertificateAuthority.open(data, clock);
    EnrolmentToken token = EnrolmentToken.random(authority.fingerprint());
    return intake.change(
        connection -> {
          Optional<Sensor> known = registry.sensor(name);
          Invitation invitation =
              invitation(
                  token,
                  name,
                  group == null ? known.map(Sensor::group).orElse("default") : group,
                  validity);
          registry.invite(connection, invitation);
          return new Invited(
              name,
              invitation.group(),
              invitation.expires().toString(),
              "https://" + new ListenAddress(own.names().get(0), listen.port()),
              token.text(),
              authority.fingerprint(),
              known
                  .flatMap(sensor -> registry.lastCertificate(sensor.number()))
                  .map(certificate -> certificate.notAfter().toString())
                  .orElse(null));
        });
  }

  private Invitation invitation(
      EnrolmentToken token, String name, String group, Duration validity) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Invitation(
        EnrolmentToken.hash(token.secret()),
        name,
        group,
        now,
        now.plus(validity),
        null,
        null,
        null);
  }

  /** Does what is wanted of a known sensor. */
  public void obey(SensorOrder order) throws Refusal, IOException {
    switch (order.action()) {
      case REVOKE -> revoke(order.sensor());
      case DISABLE -> disable(order.sensor());
      case ENABLE -> enable(order.sensor());
      case RENAME -> rename(order.sensor(), order.to());
    }
  }

  /**
   * Refuses a sensor for good: all its certificates and open invitations. A new invitation, or with
   * the operator's authority enabling it and another certificate, brings it back.
   */
  private void revoke(String name) throws Refusal, IOException {
    intake.change(
        connection -> {
          if (registry.sensor(name).isEmpty() && isInvited(name)) {
            registry.withdraw(connection, name);
          } else {
            registry.bar(connection, known(name), Bar.REVOKED, clock.instant());
          }
          return true;
        });
  }

  private boolean isInvited(String name) {
    return registry.openInvitations().stream().anyMatch(one -> one.sensor().equals(name));
  }

  private void disable(String name) throws Refusal, IOException {
    intake.change(
        connection -> {
          Sensor sensor = known(name);
          if (registry
              .barred(sensor.number())
              .map(Barred::reason)
              .equals(Optional.of(Bar.REVOKED))) {
            throw new IllegalArgumentException(name + " is revoked already, which is more");
          }
          registry.bar(connection, sensor, Bar.DISABLED, clock.instant());
          return true;
        });
  }

  /** Takes a sensor's batches again; certificates that were revoked stay so. */
  private void enable(String name) throws Refusal, IOException {
    intake.change(
        connection -> {
          Sensor sensor = known(name);
          if (registry.barred(sensor.number()).isEmpty()) {
            throw new IllegalArgumentException(name + " is neither disabled nor revoked");
          }
          registry.admit(connection, sensor);
          return true;
        });
  }

  /** Gives a sensor another name in every answer; it goes on delivering under its own. */
  private void rename(String from, String to) throws Refusal, IOException {
    new SensorId(to);
    intake.change(
        connection -> {
          Sensor sensor = known(from);
          Optional<Sensor> other = registry.sensor(to);
          if (other.isPresent() && other.get().number() != sensor.number()) {
            throw new IllegalArgumentException(to + " is another sensor's name already");
          }
          if (other.isEmpty() && isInvited(to)) {
            throw new IllegalArgumentException(
                to
                    + " is invited as a sensor of its own; choose another name, or withdraw that:"
                    + " teiten-central sensors revoke "
                    + to);
          }
          if (sensor.id().equals(to)) {
            throw new IllegalArgumentException("the sensor is called " + to + " already");
          }
          registry.rename(connection, sensor, to);
          return true;
        });
  }

  private Sensor known(String name) {
    return registry
        .sensor(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no sensor is called " + name + "; see: teiten-central sensors list"));
  }

  /** All sensors by name, and who is invited. */
  public List<ListedSensor> list(Connection connection) throws SQLException {
    return new SensorList(
            registry, contacts, tls.map(TlsConfig::ownAuthority).orElse(false), clock.instant())
        .all(connection);
  }
}
