// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a notice is, by what the journal says.
 *
 * @param id of the notice
 * @param organisation who is told
 * @param status where it is on its way
 * @param sources how many it is about
 * @param drafted when
 * @param approval the entry that approved it, null while none did
 * @param sent when a recipient's server took it, null while none did
 * @param failures tries since its approval that failed
 * @param tried when it was last tried, null if never
 * @param trouble why it failed, bounced or needs a human; null if it does not
 * @param answers what recipients said, oldest first
 */
public record NoticeState(
    String id,
    String organisation,
    Status status,
    long sources,
    Instant drafted,
    JournalEntry approval,
    Instant sent,
    int failures,
    Instant tried,
    String trouble,
    List<Answer> answers) {
  /** Where a notice is on its way. */
  public enum Status {
    DRAFT,
    APPROVED,
    /** Handed over, and the process died before the server's answer: a human decides. */
    UNCERTAIN,
    SENT,
    DELIVERED,
    BOUNCED,
    ANSWERED,
    WITHDRAWN;

    /** Its word in answers. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a recipient said of a source, null for all. */
  public record Answer(Instant time, String outcome, String source, String note) {}

  /** All notices by their ids, in the order in which they were drafted. */
  public static Map<String, NoticeState> of(List<JournalEntry> entries) {
    Map<String, NoticeState> states = new LinkedHashMap<>();
    for (JournalEntry entry : entries) {
      NoticeState before = states.get(entry.notice());
      if (before == null && entry.what() == NoticeEvent.DRAFTED) {
        states.put(entry.notice(), draft(entry));
      } else if (before != null) {
        states.put(entry.notice(), before.after(entry));
      }
    }
    return states;
  }

  private static NoticeState draft(JournalEntry entry) {
    return new NoticeState(
        entry.notice(),
        entry.detail().get("organisation"),
        Status.DRAFT,
        Long.parseLong(entry.detail().get("sources")),
        entry.time(),
        null,
        null,
        0,
        null,
        null,
        List.of());
  }

  private NoticeState after(JournalEntry entry) {
    String reason = entry.detail().get("reason");
    return switch (entry.what()) {
      case DRAFTED -> this;
      case APPROVED -> with(Status.APPROVED, entry, null, 0, null, null);
      case WITHDRAWN -> with(Status.WITHDRAWN, approval, sent, failures, tried, reason);
      case HANDED_OVER ->
          with(
              Status.UNCERTAIN,
              approval,
              null,
              failures,
              entry.time(),
              "it was handed over, and whether the server took it is not known");
      case SENT -> with(Status.SENT, approval, entry.time(), failures, entry.time(), null);
      case FAILED -> with(Status.APPROVED, approval, null, failures + 1, entry.time(), reason);
      case BOUNCED -> with(Status.BOUNCED, approval, sent, failures, tried, reason);
      case DELIVERED -> with(Status.DELIVERED, approval, sent, failures, tried, null);
      case SETTLED ->
          entry.detail().get("outcome").equals("arrived")
              ? with(Status.SENT, approval, tried, failures, tried, null)
              : with(Status.APPROVED, approval, null, failures, tried, null);
      case ANSWERED -> answered(entry);
    };
  }

  private NoticeState answered(JournalEntry entry) {
    List<Answer> all = new ArrayList<>(answers);
    all.add(
        new Answer(
            entry.time(),
            entry.detail().get("outcome"),
            entry.detail().get("source"),
            entry.detail().get("note")));
    return new NoticeState(
        id,
        organisation,
        Status.ANSWERED,
        sources,
        drafted,
        approval,
        sent,
        failures,
        tried,
        trouble,
        List.copyOf(all));
  }

  private NoticeState with(
      Status now, JournalEntry by, Instant when, int failed, Instant last, String why) {
    return new NoticeState(
        id, organisation, now, sources, drafted, by, when, failed, last, why, answers);
  }
}
