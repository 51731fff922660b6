// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a notice is, by what the journal says.
 *
 * @param id of the notice
 * @param organisation who is told
 * @param status where it is on its way
 * @param sources how many it is about
 * @param drafted when
 * @param approval the entry that approved it, null while none did
 * @param to the addresses that it was handed over for, empty while it was not
 * @param sent when a recipient's server took it, null while none did
 * @param failures tries since its approval that failed
 * @param tried when it was last tried, null if never
 * @param trouble why it failed, bounced or needs a human; null if it does not
 * @param bounces by recipient, why a mail server gave it back
 * @param answers what recipients said, oldest first
 */
public record NoticeState(
    String id,
    String organisation,
    Status status,
    long sources,
    Instant drafted,
    JournalEntry approval,
    List<String> to,
    Instant sent,
    int failures,
    Instant tried,
    String trouble,
    Map<String, String> bounces,
    List<Answer> answers) {
  /** Where a notice is on its way. */
  public enum Status {
    DRAFT,
    APPROVED,
    /** Handed over, and the process died before the server's answer: a human decides. */
    UNCERTAIN,
    SENT,
    /** A mail server says that it arrived, for one recipient at least. */
    DELIVERED,
    /** It came back from all recipients. */
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

  /**
   * The recipient that a mail server means by an address: itself, or the only one, since servers
   * report on addresses that mail was passed on to.
   */
  public String recipient(String address) {
    return to.size() == 1
        ? to.get(0)
        : to.stream().filter(address::equalsIgnoreCase).findFirst().orElse(address);
  }

  private static NoticeState draft(JournalEntry entry) {
    return new NoticeState(
        entry.notice(),
        entry.detail().get("organisation"),
        Status.DRAFT,
        Long.parseLong(entry.detail().get("sources")),
        entry.time(),
        null,
        List.of(),
        null,
        0,
        null,
        null,
        Map.of(),
        List.of());
  }

  private NoticeState after(JournalEntry entry) {
    String reason = entry.detail().get("reason");
    return switch (entry.what()) {
      case DRAFTED -> this;
      case APPROVED -> with(Status.APPROVED, entry, null, 0, null, null);
      case WITHDRAWN -> with(Status.WITHDRAWN, approval, sent, failures, tried, reason);
      case HANDED_OVER -> handedOver(entry);
      case SENT -> with(Status.SENT, approval, entry.time(), failures, entry.time(), null);
      case FAILED -> with(Status.APPROVED, approval, null, failures + 1, entry.time(), reason);
      case BOUNCED -> reported(entry.detail().get("recipient"), reason);
      case DELIVERED -> reported(entry.detail().get("recipient"), null);
      case SETTLED ->
          entry.detail().get("outcome").equals("arrived")
              ? with(Status.SENT, approval, tried, failures, tried, null)
              : with(Status.APPROVED, approval, null, failures, tried, null);
      case ANSWERED -> answered(entry);
      case CONFIRMED, DISMISSED -> this;
    };
  }

  private NoticeState handedOver(JournalEntry entry) {
    String recipients = entry.detail().getOrDefault("to", "");
    return with(
            Status.UNCERTAIN,
            approval,
            null,
            failures,
            entry.time(),
            "it was handed over, and whether the server took it is not known")
        .with(recipients.isEmpty() ? List.of() : List.of(recipients.split(" ")), Map.of(), answers);
  }

  /** A mail server reported, so it had it; null if it reported that it arrived. */
  private NoticeState reported(String recipient, String why) {
    Map<String, String> now = new TreeMap<>(bounces);
    if (why == null) {
      now.remove(recipient);
    } else {
      now.put(recipient, why);
    }
    boolean all = now.keySet().containsAll(to) && !now.isEmpty();
    Status next = all ? Status.BOUNCED : why == null ? Status.DELIVERED : status;
    if (next == Status.UNCERTAIN || (next == Status.BOUNCED && !all)) {
      next = Status.SENT;
    }
    String troubles =
        now.entrySet().stream()
            .map(one -> one.getKey() + ": " + one.getValue())
            .collect(Collectors.joining("; "));
    return with(
            status == Status.ANSWERED ? status : next,
            approval,
            sent == null ? tried : sent,
            failures,
            tried,
            now.isEmpty() ? null : "it came back from " + troubles)
        .with(to, Map.copyOf(now), answers);
  }

  private NoticeState answered(JournalEntry entry) {
    List<Answer> all = new ArrayList<>(answers);
    all.add(
        new Answer(
            entry.time(),
            entry.detail().get("outcome"),
            entry.detail().get("source"),
            entry.detail().get("note")));
    return with(Status.ANSWERED, approval, sent, failures, tried, trouble)
        .with(to, bounces, List.copyOf(all));
  }

  private NoticeState with(
      Status now, JournalEntry by, Instant when, int failed, Instant last, String why) {
    return new NoticeState(
        id, organisation, now, sources, drafted, by, to, when, failed, last, why, bounces, answers);
  }

  private NoticeState with(List<String> whom, Map<String, String> back, List<Answer> said) {
    return new NoticeState(
        id,
        organisation,
        status,
        sources,
        drafted,
        approval,
        whom,
        sent,
        failures,
        tried,
        trouble,
        back,
        said);
  }
}
