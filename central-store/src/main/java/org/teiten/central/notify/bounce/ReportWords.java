// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.central.notify.bounce.MailReport.Fate;
import org.teiten.central.notify.bounce.MailReport.Recipient;
import org.teiten.central.notify.deliver.ReturnAddress;

/** What the words of a delivery report mean. */
final class ReportWords {
  private static final int MAX_GROUPS = 100;
  private static final int MAX_WORDS = 300;
  private static final Pattern STATUS =
      Pattern.compile("(?<![0-9.])([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.]*[0-9])");
  private static final Pattern TROUBLE =
      Pattern.compile("(?<![0-9.])([45]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.]*[0-9])");
  private static final Pattern REPLY = Pattern.compile("(?<![0-9.])([45])[0-9][0-9][ -]");
  private static final Pattern ADDRESS =
      Pattern.compile("<?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253})>?");
  private static final Pattern APPROVAL = Pattern.compile("[0-9]+ sha256:([0-9a-f]{64})");
  private static final Pattern NOTICE = Pattern.compile("n[0-9]{8}-[0-9]{1,9}");

  private ReportWords() {}

  /** The recipients in the fields of a {@code message/delivery-status}. */
  static List<Recipient> ofFields(String text) {
    List<Recipient> recipients = new ArrayList<>();
    String[] groups = text.strip().split("\\r?\\n[ \\t]*\\r?\\n", MAX_GROUPS + 1);
    for (int i = 1; i < Math.min(groups.length, MAX_GROUPS); i++) {
      Map<String, String> fields = fields(groups[i]);
      Optional<Fate> fate = fate(fields.getOrDefault("action", ""));
      if (fate.isPresent()) {
        recipients.add(
            new Recipient(
                address(
                    fields.getOrDefault(
                        "original-recipient", fields.getOrDefault("final-recipient", ""))),
                fate.get(),
                status(fields.getOrDefault("status", "")),
                plain(fields.getOrDefault("diagnostic-code", ""))));
      }
    }
    return recipients;
  }

  /**
   * The recipient of a report in a server's own words, by the first code in it; empty if there is
   * none. A code that begins with 4 says that it is tried again.
   */
  static List<Recipient> ofText(String text) {
    Matcher trouble = TROUBLE.matcher(text);
    String status = trouble.find() ? trouble.group(1) : "";
    Matcher reply = REPLY.matcher(text);
    boolean replied = reply.find();
    if (status.isEmpty() && !replied) {
      return List.of();
    }
    char first = status.isEmpty() ? reply.group(1).charAt(0) : status.charAt(0);
    Fate fate = first == '5' ? Fate.FAILED : Fate.DELAYED;
    return List.of(new Recipient(address(text), fate, status, plain(around(text, status))));
  }

  private static String around(String text, String status) {
    return text.lines()
        .filter(line -> status.isEmpty() ? REPLY.matcher(line).find() : line.contains(status))
        .findFirst()
        .orElse("");
  }

  /** Which notice it was, by the headers of ours that came back. */
  static Optional<ReturnAddress> returned(String text) {
    String head = text.split("\\r?\\n\\r?\\n", 2)[0];
    Map<String, String> fields = fields(head);
    Matcher approval = APPROVAL.matcher(fields.getOrDefault("teiten-approval", ""));
    String notice = fields.getOrDefault("teiten-notice", "");
    return approval.matches() && NOTICE.matcher(notice).matches()
        ? Optional.of(ReturnAddress.of(notice, approval.group(1)))
        : Optional.empty();
  }

  private static Map<String, String> fields(String group) {
    Map<String, String> fields = new HashMap<>();
    String unfolded = group.replaceAll("\\r?\\n[ \\t]+", " ");
    unfolded
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon > 0) {
                fields.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
              }
            });
    return fields;
  }

  private static Optional<Fate> fate(String action) {
    return switch (action.toLowerCase(Locale.ROOT).split("[ (]", 2)[0]) {
      case "failed" -> Optional.of(Fate.FAILED);
      case "delayed" -> Optional.of(Fate.DELAYED);
      case "delivered" -> Optional.of(Fate.DELIVERED);
      case "relayed", "expanded" -> Optional.of(Fate.PASSED_ON);
      default -> Optional.empty();
    };
  }

  private static String address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static String status(String text) {
    Matcher matcher = STATUS.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Bounded, and nothing in it that a terminal obeys. */
  private static String plain(String words) {
    String text = words.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    return text.substring(0, Math.min(MAX_WORDS, text.length()));
  }
}
