// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teiten.central.ingest.SensorContacts.Contact;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Barred;
import org.teiten.central.store.RegistryTable.Certificate;
import org.teiten.central.store.SensorActivity;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.SensorState;

/**
 * How a sensor is, and why: what tells one that is quiet from one that is blind or dead.
 *
 * @param word the first of {@link Word} that applies
 * @param because a sentence for each that applies, in their order
 */
record SensorCondition(Word word, List<String> because) {
  /** The heaviest first. */
  enum Word {
    REVOKED,
    DISABLED,
    /** Nothing was ever heard of it. */
    NEVER,
    /** Its certificate ended. */
    EXPIRED,
    /** It asks, and is refused. */
    REFUSED,
    /** Nothing was heard of it for {@link #SILENCE}. */
    SILENT,
    /** It runs and would not see a packet. */
    BLIND,
    /** It says that something is not as it should be. */
    TROUBLED,
    /** Its batches wait for longer than {@link #LATE}. */
    LATE,
    /** It loses more than {@link #TOLERATED_LOSS} of its packets. */
    LOSSY,
    /** Its clock is wrong, or nothing keeps it right. */
    CLOCK,
    /** It is well, and no packet came for {@link #QUIET}. */
    QUIET,
    OK;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is known of a sensor.
   *
   * @param renewable whether a certificate of the centre's own authority renews itself
   * @param running whether the centre's listener runs, without which nothing can be heard
   */
  record Facts(
      Optional<Barred> barred,
      Optional<Certificate> certificate,
      Optional<SensorActivity> activity,
      Contact contact,
      boolean renewable,
      boolean running) {
    /** Of a sensor whose batches were imported nothing was heard. */
    Optional<Instant> heard() {
      return Stream.of(
              Optional.ofNullable(contact.heard()),
              activity.filter(SensorActivity::live).map(SensorActivity::lastArrival))
          .flatMap(Optional::stream)
          .max(Instant::compareTo);
    }

    /** What the sensor says of itself, while that is true. */
    Optional<SensorState> state(Instant now) {
      return contact.stated() == null || contact.stated().plus(SILENCE).isBefore(now)
          ? Optional.empty()
          : Optional.of(contact.state());
    }
  }

  static final Duration SILENCE = Duration.ofMinutes(3);
  static final Duration LATE = Duration.ofMinutes(5);
  static final Duration QUIET = Duration.ofHours(1);
  static final double TOLERATED_LOSS = 0.01;
  static final double TOLERATED_CLOCK_SECONDS = 5;

  private static final class Finder {
    private final Facts facts;
    private final Instant now;
    private final List<String> because = new ArrayList<>();
    private final Set<Word> words = EnumSet.noneOf(Word.class);

    Finder(Facts facts, Instant now) {
      this.facts = facts;
      this.now = now;
    }

    private void found(Word found, String sentence) {
      words.add(found);
      because.add(sentence);
    }

    SensorCondition condition() {
      facts.barred().ifPresent(this::barred);
      if (facts.heard().isEmpty() && facts.barred().isEmpty() && refusal().isEmpty()) {
        found(
            Word.NEVER,
            facts.activity().isPresent()
                ? "nothing was ever heard of it: what is of it was imported"
                : "nothing was ever heard of it: enrol and start it");
      } else if (facts.barred().isEmpty()) {
        admitted();
      }
      return new SensorCondition(words.stream().findFirst().orElse(Word.OK), because);
    }

    private Optional<SensorContacts.Refused> refusal() {
      return facts.contact().lastRefusal();
    }

    private void barred(Barred barred) {
      boolean revoked = barred.reason() == Bar.REVOKED;
      found(
          revoked ? Word.REVOKED : Word.DISABLED,
          (revoked ? "revoked at " : "disabled at ")
              + SensorList.text(barred.since())
              + (revoked ? "; to bring it back invite it" : "; to take its batches enable it"));
    }

    private void admitted() {
      facts.certificate().filter(one -> one.notAfter().isBefore(now)).ifPresent(this::expired);
      refusal()
          .ifPresent(
              one ->
                  found(
                      Word.REFUSED,
                      "refused at " + SensorList.text(one.when()) + ": " + one.sentence()));
      Duration silence = facts.heard().map(heard -> Duration.between(heard, now)).orElse(SILENCE);
      if (silence.compareTo(SILENCE) > 0) {
        found(
            Word.SILENT,
            facts.running()
                ? "nothing was heard of it for "
                    + age(silence)
                    + ": it does not run or does not reach this centre; there: teiten-sensor doctor"
                : "the centre does not run, so nothing arrives");
      }
      facts.state(now).ifPresent(this::stated);
      facts.activity().ifPresent(this::active);
    }

    private void expired(Certificate certificate) {
      Instant end = certificate.notAfter();
      Instant last = end.plus(Duration.between(certificate.notBefore(), end));
      found(
          Word.EXPIRED,
          "its certificate ended at "
              + SensorList.text(end)
              + (facts.renewable() && now.isBefore(last)
                  ? "; it renews it as soon as it reaches this centre, until "
                      + SensorList.text(last)
                  : "; give it another"));
    }

    private void stated(SensorState state) {
      String reasons = String.join("; ", state.reasons());
      if (!state.observing()) {
        found(Word.BLIND, "it observes nothing" + (reasons.isEmpty() ? "" : ": " + reasons));
      } else if (!reasons.isEmpty()) {
        found(Word.TROUBLED, "it says: " + reasons);
      }
      if (state.asideBatches() > 0) {
        found(
            Word.TROUBLED,
            state.asideBatches() + " files went aside there: teiten-sensor spool list");
      }
      Duration lag = Duration.ofSeconds(state.lagSeconds());
      if (lag.compareTo(LATE) > 0) {
        found(
            Word.LATE,
            "%d batches wait there, the oldest for %s".formatted(state.waitingBatches(), age(lag)));
      }
    }

    private void active(SensorActivity activity) {
      long all = activity.receivedPackets();
      if (activity.lostPackets() > TOLERATED_LOSS * all) {
        found(
            Word.LOSSY,
            String.format(
                Locale.ROOT,
                "it lost %,d of %,d packets in 24 hours (%.1f %%)",
                activity.lostPackets(),
                all,
                100.0 * activity.lostPackets() / Math.max(1, all)));
      }
      clock(activity);
      if (!words.contains(Word.SILENT) && !words.contains(Word.BLIND)) {
        quiet(activity);
      }
    }

    private void clock(SensorActivity activity) {
      clockOffset(facts.contact())
          .filter(offset -> Math.abs(offset) > TOLERATED_CLOCK_SECONDS)
          .ifPresent(
              offset ->
                  found(
                      Word.CLOCK,
                      "its clock is %s %s this centre's"
                          .formatted(
                              age(Duration.ofSeconds((long) Math.abs(offset))),
                              offset > 0 ? "ahead of" : "behind")));
      if (ClockState.Kind.UNSYNCHRONISED.label().equals(activity.clock())) {
        found(Word.CLOCK, "nothing keeps its clock right (NTP)");
      }
    }

    private void quiet(SensorActivity activity) {
      Instant observed = activity.lastObservedPacket();
      if (observed != null && observed.plus(QUIET).isAfter(activity.lastObserved())) {
        return;
      }
      Instant received = activity.lastReceivedPacket();
      boolean others = received != null && received.plus(QUIET).isAfter(activity.lastObserved());
      found(
          Word.QUIET,
          (observed == null
                  ? "no packet to its addresses ever came"
                  : "no packet to its addresses since " + SensorList.text(observed))
              + (others ? ", though others come" : ", nor any other at its interface"));
    }
  }

  /** Judges what is known. */
  static SensorCondition of(Facts facts, Instant now) {
    return new Finder(facts, now).condition();
  }

  /** How far the sensor's clock was ahead when it last said so, seconds. */
  static Optional<Double> clockOffset(Contact contact) {
    return Optional.ofNullable(contact.stated())
        .map(when -> (contact.state().clockMillis() - when.toEpochMilli()) / 1e3);
  }

  /** A duration in its two largest units. */
  static String age(Duration age) {
    if (age.toDays() > 0) {
      return "%d d %d h".formatted(age.toDays(), age.toHoursPart());
    }
    if (age.toHours() > 0) {
      return "%d h %d min".formatted(age.toHours(), age.toMinutesPart());
    }
    return age.toMinutes() > 0
        ? "%d min %d s".formatted(age.toMinutes(), age.toSecondsPart())
        : age.toSeconds() + " s";
  }
}
