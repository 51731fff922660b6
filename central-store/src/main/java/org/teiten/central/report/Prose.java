// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes running text in which what belongs together stays on one line: a port, a date, a CVE
 * number, a form of SYN packets, a share, with the brackets and marks around them; and a middle dot
 * with what it follows.
 */
final class Prose {
  private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");
  private static final Pattern WHOLE =
      Pattern.compile(
          "[(（「]*(?:\\d+/(?:TCP|UDP|ICMP(?:v6)?)|\\d{4}-\\d\\d-\\d\\d|CVE-\\d{4}-\\d+"
              + "|\\d+:\\d+:\\d+:[^\\s,、]+|[\\d.]+ %)(?: –|[,.;:)）」、。〜]*)"
              + "|[^\\s・]・");

  private final Markup page;

  Prose(Markup page) {
    this.page = page;
  }

  /** Text whose empty lines begin paragraphs. */
  void paragraphs(String text) {
    for (String paragraph : PARAGRAPHS.split(text, -1)) {
      within("p", paragraph.replace('\n', ' ').strip());
      page.line();
    }
  }

  /** A list. */
  void list(List<String> items) {
    page.open("ul");
    items.forEach(item -> within("li", item));
    page.close().line();
  }

  /** An element with running text. */
  void within(String element, String text, String... attributes) {
    page.open(element, attributes);
    Matcher whole = WHOLE.matcher(text);
    int at = 0;
    while (whole.find()) {
      page.text(text.substring(at, whole.start())).with("span", whole.group(), "class", "whole");
      at = whole.end();
    }
    page.text(text.substring(at)).close();
  }
}
