// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Certificate;
import org.teiten.central.store.RegistryTable.Invitation;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorActivity;
import org.teiten.flowtuple.SensorState;

/**
 * What the centre knows of its sensors, at one time.
 *
 * @param contacts where a listener runs
 * @param ownAuthority whether the centre issues certificates itself
 */
record SensorList(
    SensorRegistry registry, Optional<SensorContacts> contacts, boolean ownAuthority, Instant now) {
  private static final Duration LATELY = Duration.ofHours(24);

  /** All sensors by name, and who is invited. */
  List<ListedSensor> all(Connection connection) throws SQLException {
    Map<Integer, SensorActivity> activity =
        SensorActivity.bySensor(connection, now.minus(LATELY), now);
    List<ListedSensor> listed = new ArrayList<>();
    for (Sensor sensor : registry.sensors()) {
      listed.add(listed(sensor, Optional.ofNullable(activity.get(sensor.number()))));
    }
    for (Invitation invitation : registry.openInvitations()) {
      if (registry.sensor(invitation.sensor()).isEmpty()) {
        listed.add(
            new ListedSensor(
                invitation.sensor(),
                invitation.group(),
                List.of(),
                "invited",
                SensorCondition.Word.NEVER.label(),
                List.of("it has not enrolled yet"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                null,
                null,
                text(invitation.expires()),
                null));
      }
    }
    listed.sort(Comparator.comparing(ListedSensor::sensor));
    return listed;
  }

  private SensorCondition.Facts facts(Sensor sensor, Optional<SensorActivity> activity) {
    return new SensorCondition.Facts(
        registry.barred(sensor.number()),
        registry.lastCertificate(sensor.number()),
        activity,
        contacts.map(all -> all.of(sensor.number())).orElse(SensorContacts.Contact.NONE),
        ownAuthority,
        contacts.isPresent());
  }

  private ListedSensor listed(Sensor sensor, Optional<SensorActivity> activity) {
    List<String> aliases = registry.aliases(sensor.number());
    SensorCondition.Facts facts = facts(sensor, activity);
    SensorCondition condition = SensorCondition.of(facts, now);
    Optional<SensorState> state = facts.state(now);
    return new ListedSensor(
        sensor.id(),
        sensor.group(),
        aliases,
        registry
            .barred(sensor.number())
            .map(barred -> barred.reason() == Bar.REVOKED ? "revoked" : "disabled")
            .orElse("active"),
        condition.word().label(),
        condition.because(),
        text(sensor.enrolled()),
        activity.map(one -> text(one.lastObserved())).orElse(null),
        activity.map(one -> text(one.lastReceived())).orElse(null),
        facts.heard().map(SensorList::text).orElse(null),
        state.map(SensorState::lagSeconds).orElse(null),
        state.map(SensorState::waitingBatches).orElse(null),
        state.flatMap(any -> SensorCondition.clockOffset(facts.contact())).orElse(null),
        activity.map(one -> one.observedMicros() / (LATELY.toMillis() * 1e3)).orElse(0.0),
        activity.map(SensorActivity::lostPackets).orElse(0L),
        activity.map(SensorActivity::software).orElse(null),
        registry
            .lastCertificate(sensor.number())
            .map(Certificate::notAfter)
            .map(SensorList::text)
            .orElse(null),
        registry.openInvitations().stream()
            .filter(one -> one.sensor().equals(sensor.id()) || aliases.contains(one.sensor()))
            .map(one -> text(one.expires()))
            .findFirst()
            .orElse(null),
        facts
            .contact()
            .lastRefusal()
            .map(refused -> text(refused.when()) + " " + refused.error())
            .orElse(null));
  }

  static String text(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
