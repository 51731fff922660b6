// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.teiten.flowtuple.SensorState;

/** When and how each sensor was last heard, since this process runs. Any thread. */
public final class SensorContacts {
  /**
   * What was heard of a sensor; what was not is null.
   *
   * @param heard when it was last admitted
   * @param turnedAway why it was not admitted, if its last request was not
   * @param refused why a batch was refused, if the last one was
   * @param state what it last said of itself
   * @param stated when it did
   */
  public record Contact(
      Instant heard, Refused turnedAway, Refused refused, SensorState state, Instant stated) {
    static final Contact NONE = new Contact(null, null, null, null, null);

    /** Why the sensor's requests are refused now, if they are. */
    Optional<Refused> lastRefusal() {
      return Optional.ofNullable(turnedAway == null ? refused : turnedAway);
    }
  }

  /** A refusal and its time. */
  public record Refused(Instant when, String error, String sentence) {
    private static final int MAX_SENTENCE = 300;

    static Refused of(Refusal refusal, Instant when) {
      String sentence = refusal.getMessage().replaceAll("[^ -~]", "?");
      return new Refused(
          when,
          refusal.error(),
          sentence.length() > MAX_SENTENCE ? sentence.substring(0, MAX_SENTENCE) : sentence);
    }
  }

  private final Map<Integer, Contact> contacts = new ConcurrentHashMap<>();

  /** What was heard of a sensor, by its number. */
  public Contact of(int sensor) {
    return contacts.getOrDefault(sensor, Contact.NONE);
  }

  void admitted(int sensor, Instant now) {
    change(sensor, old -> new Contact(now, null, old.refused(), old.state(), old.stated()));
  }

  void turnedAway(int sensor, Refusal refusal, Instant now) {
    change(
        sensor,
        old ->
            new Contact(
                old.heard(), Refused.of(refusal, now), old.refused(), old.state(), old.stated()));
  }

  /** One of its batches was refused for what it is. */
  void refused(int sensor, Refusal refusal, Instant now) {
    change(
        sensor,
        old ->
            new Contact(
                old.heard(),
                old.turnedAway(),
                Refused.of(refusal, now),
                old.state(),
                old.stated()));
  }

  /** The centre has one of its batches. */
  void took(int sensor) {
    change(
        sensor, old -> new Contact(old.heard(), old.turnedAway(), null, old.state(), old.stated()));
  }

  void stated(int sensor, SensorState state, Instant now) {
    change(sensor, old -> new Contact(old.heard(), old.turnedAway(), old.refused(), state, now));
  }

  private void change(int sensor, UnaryOperator<Contact> change) {
    contacts.compute(sensor, (number, old) -> change.apply(old == null ? Contact.NONE : old));
  }
}
