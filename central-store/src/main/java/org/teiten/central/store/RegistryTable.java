// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which sensors may deliver, and with which certificates. */
public final class RegistryTable {
  /** Why a sensor may not deliver. */
  public enum Bar {
    /** Until it is enabled again. */
    DISABLED,
    /** With all certificates that it had. */
    REVOKED;

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A sensor that may not deliver. */
  public record Barred(int sensor, Bar reason, Instant since) {}

  /**
   * A one-time token.
   *
   * @param secretHash SHA-256 of its secret
   * @param used null while it is open
   * @param keyHash SHA-256 of the public key that it was used for, null while it is open
   * @param certificate what was answered, in PEM, null while it is open
   */
  public record Invitation(
      String secretHash,
      String sensor,
      String group,
      Instant created,
      Instant expires,
      Instant used,
      String keyHash,
      String certificate) {}

  /**
   * A sensor's certificate.
   *
   * @param since when the centre first knew it
   * @param revoked null if it is not
   */
  public record Certificate(
      String fingerprint,
      int sensor,
      String serial,
      Instant since,
      Instant notBefore,
      Instant notAfter,
      Instant revoked) {}

  private RegistryTable() {}

  /** Other names of sensors, and whose they are. */
  public static Map<String, Integer> aliases(Connection connection) throws SQLException {
    Map<String, Integer> aliases = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT alias, sensor FROM sensor_aliases")) {
      while (rows.next()) {
        aliases.put(rows.getString(1), rows.getInt(2));
      }
    }
    return aliases;
  }

  /** Lets a sensor deliver under a further name. */
  public static void addAlias(Connection connection, String alias, int sensor) throws SQLException {
    change(connection, "INSERT INTO sensor_aliases VALUES ($1, $2)", alias, sensor);
  }

  /** Forgets a further name. */
  public static void removeAlias(Connection connection, String alias) throws SQLException {
    change(connection, "DELETE FROM sensor_aliases WHERE alias = $1", alias);
  }

  public static List<Barred> barred(Connection connection) throws SQLException {
    List<Barred> barred = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT sensor, reason, since FROM barred_sensors")) {
      while (rows.next()) {
        Bar reason = Bar.valueOf(rows.getString(2).toUpperCase(java.util.Locale.ROOT));
        barred.add(new Barred(rows.getInt(1), reason, SensorTable.instant(rows, 3)));
      }
    }
    return barred;
  }

  /** Bars a sensor, for this reason alone. */
  public static void bar(Connection connection, Barred barred) throws SQLException {
    admit(connection, barred.sensor());
    change(
        connection,
        "INSERT INTO barred_sensors VALUES ($1, $2, $3)",
        barred.sensor(),
        barred.reason().label(),
        barred.since());
  }

  /** Lets a sensor deliver again. */
  public static void admit(Connection connection, int sensor) throws SQLException {
    change(connection, "DELETE FROM barred_sensors WHERE sensor = $1", sensor);
  }

  public static List<Invitation> invitations(Connection connection) throws SQLException {
    List<Invitation> invitations = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT secret_hash, sensor_name, sensor_group, created, expires, used, key_hash,"
                    + " certificate FROM invitations ORDER BY created")) {
      while (rows.next()) {
        invitations.add(
            new Invitation(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                SensorTable.instant(rows, 4),
                SensorTable.instant(rows, 5),
                SensorTable.instant(rows, 6),
                rows.getString(7),
                rows.getString(8)));
      }
    }
    return invitations;
  }

  /** Adds an open invitation. */
  public static void invite(Connection connection, Invitation invitation) throws SQLException {
    change(
        connection,
        "INSERT INTO invitations VALUES ($1, $2, $3, $4, $5, NULL, NULL, NULL)",
        invitation.secretHash(),
        invitation.sensor(),
        invitation.group(),
        invitation.created(),
        invitation.expires());
  }

  /** Notes that an invitation was used, and what was answered. */
  public static void use(
      Connection connection, String secretHash, Instant now, String keyHash, String certificate)
      throws SQLException {
    change(
        connection,
        "UPDATE invitations SET used = $1, key_hash = $2, certificate = $3 WHERE secret_hash = $4",
        now,
        keyHash,
        certificate,
        secretHash);
  }

  /** Forgets the open invitations of a sensor. */
  public static void withdraw(Connection connection, String sensor) throws SQLException {
    change(connection, "DELETE FROM invitations WHERE sensor_name = $1 AND used IS NULL", sensor);
  }

  public static List<Certificate> certificates(Connection connection) throws SQLException {
    List<Certificate> certificates = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT fingerprint, sensor, serial, since, not_before, not_after, revoked"
                    + " FROM certificates ORDER BY since")) {
      while (rows.next()) {
        certificates.add(
            new Certificate(
                rows.getString(1),
                rows.getInt(2),
                rows.getString(3),
                SensorTable.instant(rows, 4),
                SensorTable.instant(rows, 5),
                SensorTable.instant(rows, 6),
                SensorTable.instant(rows, 7)));
      }
    }
    return certificates;
  }

  /** Adds a certificate that is not revoked. */
  public static void insert(Connection connection, Certificate certificate) throws SQLException {
    change(
        connection,
        "INSERT INTO certificates VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        certificate.fingerprint(),
        certificate.sensor(),
        certificate.serial(),
        certificate.since(),
        certificate.notBefore(),
        certificate.notAfter());
  }

  /** Revokes all certificates of a sensor that are not yet. */
  public static void revokeAll(Connection connection, int sensor, Instant now) throws SQLException {
    change(
        connection,
        "UPDATE certificates SET revoked = $1 WHERE sensor = $2 AND revoked IS NULL",
        now,
        sensor);
  }

  /**
   * Forgets certificates that ended longer ago than they lived: until then a sensor may renew its
   * own, and whether it was revoked must be known.
   */
  public static void forgetCertificates(Connection connection, Instant now) throws SQLException {
    change(
        connection,
        "DELETE FROM certificates WHERE not_after + (not_after - not_before) < $1",
        now);
  }

  /** Forgets invitations that ended before a time, used or not. */
  public static void forgetInvitations(Connection connection, Instant endedBefore)
      throws SQLException {
    change(connection, "DELETE FROM invitations WHERE expires < $1", endedBefore);
  }

  private static void change(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(
            i + 1, values[i] instanceof Instant time ? SensorTable.utc(time) : values[i]);
      }
      statement.executeUpdate();
    }
  }
}
