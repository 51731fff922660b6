// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.central.store.RegistryTable;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Barred;
import org.teiten.central.store.RegistryTable.Certificate;
import org.teiten.central.store.RegistryTable.Invitation;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorTable;

/**
 * The sensors, and which of them may deliver. It is read from any thread, and changed on the
 * writer's, in its transaction: each change is in memory once it was made, so after a rollback
 * {@link #load} again.
 */
public final class SensorRegistry {
  private static final Duration INVITATIONS_KEPT = Duration.ofDays(90);

  private record State(
      Map<String, Sensor> byName,
      List<Sensor> sensors,
      Map<Integer, List<String>> aliases,
      Map<Integer, Barred> barred,
      Map<String, Certificate> certificates,
      Map<String, Invitation> invitations) {}

  private volatile State state =
      new State(Map.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** Forgets everything and reads it from the store. */
  public void load(Connection connection) throws SQLException {
    Map<String, Sensor> byName = new HashMap<>();
    Map<Integer, Sensor> byNumber = new HashMap<>();
    List<Sensor> sensors = SensorTable.all(connection);
    for (Sensor sensor : sensors) {
      byName.put(sensor.id(), sensor);
      byNumber.put(sensor.number(), sensor);
    }
    Map<Integer, List<String>> aliases = new HashMap<>();
    RegistryTable.aliases(connection)
        .forEach(
            (alias, number) -> {
              byName.putIfAbsent(alias, byNumber.get(number));
              aliases.computeIfAbsent(number, any -> new ArrayList<>()).add(alias);
            });
    Map<Integer, Barred> barred = new HashMap<>();
    RegistryTable.barred(connection).forEach(one -> barred.put(one.sensor(), one));
    Map<String, Certificate> certificates = new LinkedHashMap<>();
    RegistryTable.certificates(connection).forEach(one -> certificates.put(one.fingerprint(), one));
    Map<String, Invitation> invitations = new LinkedHashMap<>();
    RegistryTable.invitations(connection).forEach(one -> invitations.put(one.secretHash(), one));
    state = new State(byName, sensors, aliases, barred, certificates, invitations);
  }

  /** A sensor by its name, or one that it had before it was renamed. */
  public Optional<Sensor> sensor(String name) {
    return Optional.ofNullable(state.byName().get(name));
  }

  /** All sensors by number. */
  public List<Sensor> sensors() {
    return state.sensors();
  }

  /** Names beside its own under which a sensor may deliver. */
  public List<String> aliases(int sensor) {
    return state.aliases().getOrDefault(sensor, List.of());
  }

  /** Why a sensor may not deliver, if it may not. */
  public Optional<Barred> barred(int sensor) {
    return Optional.ofNullable(state.barred().get(sensor));
  }

  /** What is known of a certificate. */
  public Optional<Certificate> certificate(String fingerprint) {
    return Optional.ofNullable(state.certificates().get(fingerprint));
  }

  /** The certificate of a sensor that ends last and is not revoked. */
  public Optional<Certificate> lastCertificate(int sensor) {
    return state.certificates().values().stream()
        .filter(one -> one.sensor() == sensor && one.revoked() == null)
        .max(java.util.Comparator.comparing(Certificate::notAfter));
  }

  /** How many certificates of a sensor came to be known since a time. */
  public long certificatesSince(int sensor, Instant time) {
    return state.certificates().values().stream()
        .filter(one -> one.sensor() == sensor && one.since().isAfter(time))
        .count();
  }

  /** An invitation by what is kept of its token. */
  public Optional<Invitation> invitation(String secretHash) {
    return Optional.ofNullable(state.invitations().get(secretHash));
  }

  /** Invitations that nobody used yet, ended ones too. */
  public List<Invitation> openInvitations() {
    return state.invitations().values().stream().filter(one -> one.used() == null).toList();
  }

  /** Adds a sensor, or moves it to another group. */
  public Sensor enrol(Connection connection, String name, String group, Instant now)
      throws SQLException {
    Optional<Sensor> known = sensor(name);
    if (known.isEmpty()) {
      int number = state.sensors().stream().mapToInt(Sensor::number).max().orElse(0) + 1;
      SensorTable.insert(connection, new Sensor(number, name, group, now));
      load(connection);
    } else if (!known.get().group().equals(group)) {
      SensorTable.updateGroup(connection, known.get().number(), group);
      load(connection);
    }
    return sensor(name).orElseThrow();
  }

  /** Notes an invitation; an open one of the same sensor is withdrawn. */
  public void invite(Connection connection, Invitation invitation) throws SQLException {
    RegistryTable.withdraw(connection, invitation.sensor());
    RegistryTable.invite(connection, invitation);
    load(connection);
  }

  /**
   * Takes a new certificate of a sensor in place of all that it had, by an invitation.
   *
   * @param keyHash SHA-256 of the public key
   * @param pem the certificate as text
   */
  public void accept(
      Connection connection,
      Invitation invitation,
      Certificate certificate,
      String keyHash,
      String pem)
      throws SQLException {
    Instant now = certificate.since();
    RegistryTable.use(connection, invitation.secretHash(), now, keyHash, pem);
    RegistryTable.revokeAll(connection, certificate.sensor(), now);
    RegistryTable.admit(connection, certificate.sensor());
    RegistryTable.insert(connection, certificate);
    load(connection);
  }

  /** Notes a certificate beside those that a sensor has. */
  public void add(Connection connection, Certificate certificate) throws SQLException {
    if (certificate(certificate.fingerprint()).isEmpty()) {
      RegistryTable.insert(connection, certificate);
      load(connection);
    }
  }

  /** Bars a sensor; if it is revoked, so are its certificates and invitations. */
  public void bar(Connection connection, Sensor sensor, Bar reason, Instant now)
      throws SQLException {
    RegistryTable.bar(connection, new Barred(sensor.number(), reason, now));
    if (reason == Bar.REVOKED) {
      RegistryTable.revokeAll(connection, sensor.number(), now);
      RegistryTable.withdraw(connection, sensor.id());
      for (String alias : aliases(sensor.number())) {
        RegistryTable.withdraw(connection, alias);
      }
    }
    load(connection);
  }

  /** Forgets the open invitations for a name. */
  public void withdraw(Connection connection, String name) throws SQLException {
    RegistryTable.withdraw(connection, name);
    load(connection);
  }

  /** Lets a sensor deliver again, with certificates that are not revoked. */
  public void admit(Connection connection, Sensor sensor) throws SQLException {
    RegistryTable.admit(connection, sensor.number());
    load(connection);
  }

  /** Forgets certificates and invitations with which nobody can do anything any more. */
  public void forgetEnded(Connection connection, Instant now) throws SQLException {
    RegistryTable.forgetCertificates(connection, now);
    RegistryTable.forgetInvitations(connection, now.minus(INVITATIONS_KEPT));
    load(connection);
  }

  /** Gives a sensor another name in every answer; it may deliver under the old one too. */
  public void rename(Connection connection, Sensor sensor, String name) throws SQLException {
    RegistryTable.removeAlias(connection, name);
    RegistryTable.addAlias(connection, sensor.id(), sensor.number());
    SensorTable.rename(connection, sensor.number(), name);
    load(connection);
  }
}
