// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.contacts.Rhythm;
import org.teiten.central.notify.deliver.Delivery;
import org.teiten.central.notify.deliver.Outgoing;
import org.teiten.central.notify.deliver.UncertainDeliveryException;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.support.errors.ErrorText;

/**
 * Sends what was approved: each notice once, not oftener to an organisation than it wants, and not
 * more in an hour than allowed. What fails is tried again, later each time.
 */
public final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
  private static final List<Duration> WAITS =
      List.of(
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String PROGRAM = "teiten";

  private final NoticeDesk desk;
  private final Delivery delivery;
  private final int mostAnHour;

  /**
   * From a desk by a way out.
   *
   * @param mostAnHour notices that may go out within any hour
   */
  public Dispatch(NoticeDesk desk, Delivery delivery, int mostAnHour) {
    this.desk = desk;
    this.delivery = delivery;
    this.mostAnHour = mostAnHour;
  }

  /**
   * What one pass did.
   *
   * @param sent how many went out
   * @param uncertain how many were handed over without an answer
   * @param failed those that were not taken, and why, by id
   * @param waiting why those that are approved did not go out, by id; the failed ones among them
   */
  public record Passed(
      int sent, int uncertain, Map<String, String> failed, Map<String, String> waiting) {}

  /**
   * What came of handing one over.
   *
   * @param status sent, uncertain, or approved as before
   * @param reason null if it was sent
   */
  private record Outcome(Status status, String reason) {}

  /**
   * One pass over all that is approved.
   *
   * @param stop asked before each notice whether to leave the rest for later
   * @throws IOException if the journal cannot be written; then nothing more is sent
   */
  public Passed pass(BooleanSupplier stop) throws IOException {
    Map<String, String> waiting = new LinkedHashMap<>();
    Map<String, String> failed = new LinkedHashMap<>();
    int sent = 0;
    int uncertain = 0;
    for (NoticeState state : desk.list()) {
      if (state.status() == Status.UNCERTAIN) {
        waiting.put(state.id(), state.trouble());
      } else if (state.status() == Status.APPROVED && !stop.getAsBoolean()) {
        String reason = reasonToWait(state);
        if (reason != null) {
          waiting.put(state.id(), reason);
          continue;
        }
        Outcome outcome = send(state);
        if (outcome.status() == Status.SENT) {
          sent++;
        } else {
          waiting.put(state.id(), outcome.reason());
          if (outcome.status() == Status.UNCERTAIN) {
            uncertain++;
          } else {
            failed.put(state.id(), outcome.reason());
          }
        }
      }
    }
    return new Passed(sent, uncertain, failed, waiting);
  }

  private String reasonToWait(NoticeState state) {
    Instant now = desk.clock().instant();
    Duration wait = WAITS.get(Math.min(state.failures(), WAITS.size() - 1));
    if (state.tried() != null && state.tried().plus(wait).isAfter(now)) {
      return "tried again after " + state.tried().plus(wait) + "; last time: " + state.trouble();
    }
    Duration apart =
        desk.contacts()
            .organisation(state.organisation())
            .map(Organisation::rhythm)
            .orElse(Rhythm.DAILY)
            .apart();
    Instant last = lastSent(state.organisation());
    if (last != null && last.plus(apart).isAfter(now)) {
      return state.organisation() + " was told at " + last + "; next after " + last.plus(apart);
    }
    long within =
        desk.list().stream()
            .map(NoticeState::sent)
            .filter(Objects::nonNull)
            .filter(time -> time.isAfter(now.minus(HOUR)))
            .count();
    return within >= mostAnHour
        ? within + " went out within the last hour, the most allowed"
        : null;
  }

  private Instant lastSent(String organisation) {
    return desk.list().stream()
        .filter(one -> one.organisation().equals(organisation))
        .filter(one -> one.status() != Status.BOUNCED)
        .map(NoticeState::sent)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private Outcome send(NoticeState state) throws IOException {
    String id = state.id();
    Outgoing outgoing;
    try {
      NoticeFolder files = desk.of(id);
      if (!files.digest().equals(state.approval().detail().get("sha256"))) {
        return failed(id, "its files were changed after the approval; withdraw it and draft anew");
      }
      MailFile mail = files.mail();
      Optional<Organisation> to = desk.contacts().organisation(state.organisation());
      outgoing =
          new Outgoing(
              id,
              mail.to(),
              mail.subject(),
              mail.body(),
              files.attachments(),
              to.flatMap(Organisation::certificate),
              to.flatMap(Organisation::webhook),
              state.approval().number(),
              state.approval().hash());
    } catch (IOException e) {
      return failed(id, ErrorText.of(e));
    }
    String said;
    try {
      said =
          delivery.deliver(
              outgoing,
              () ->
                  desk.journal()
                      .add(
                          PROGRAM,
                          NoticeEvent.HANDED_OVER,
                          id,
                          Map.of("to", String.join(" ", outgoing.places()))));
    } catch (UncertainDeliveryException e) {
      LOG.warn("notice {}: {}; say what became of it with: notices settle", id, e.getMessage());
      return new Outcome(Status.UNCERTAIN, e.getMessage());
    } catch (IOException e) {
      return failed(id, ErrorText.of(e));
    }
    // Outside of the above: what went out and could not be noted is uncertain, and not sent again.
    desk.journal().add(PROGRAM, NoticeEvent.SENT, id, Map.of("said", said));
    LOG.info("notice {} went out to {}", id, state.organisation());
    return new Outcome(Status.SENT, null);
  }

  private Outcome failed(String id, String reason) throws IOException {
    desk.journal().add(PROGRAM, NoticeEvent.FAILED, id, Map.of("reason", reason));
    return new Outcome(Status.APPROVED, reason);
  }
}
