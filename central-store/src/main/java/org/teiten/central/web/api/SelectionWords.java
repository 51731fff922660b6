// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.PhenomenaQuestion;

/**
 * Which sources are meant, as the body of a draft or the words of a question have it; what is not
 * said is null.
 *
 * @param phenomenon id of one, whose days, port, country and networks are meant
 * @param reason of a draft, for the mail
 */
record SelectionWords(
    String from,
    String to,
    String zone,
    String group,
    String phenomenon,
    String port,
    String country,
    String network,
    String fingerprint,
    String prefix,
    Long leastPackets,
    Boolean singlePackets,
    Boolean researchScanners,
    Integer lines,
    String reason) {
  private static final int USUAL_LINES = 10;
  private static final int LONGEST_REASON = 500;

  SelectionWords {
    if (from == null || to == null) {
      throw new IllegalArgumentException("from and to are missing: first and last day");
    }
    if (phenomenon != null && (port != null || country != null || network != null)) {
      throw new IllegalArgumentException(
          "a phenomenon says its port, country and networks itself; leave those out");
    }
    if (reason != null
        && (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException(
          "a reason has " + LONGEST_REASON + " characters at most, in one line");
    }
  }

  static SelectionWords of(Asked asked) throws Problem {
    return new SelectionWords(
        asked.text("from"),
        asked.text("to"),
        asked.zone(),
        asked.text("group"),
        asked.text("phenomenon"),
        asked.text("port"),
        asked.text("country"),
        asked.text("network"),
        asked.text("fingerprint"),
        asked.text("prefix"),
        (long)
            asked.number("least_packets", (int) SelectionQuestion.LEAST_PACKETS, Integer.MAX_VALUE),
        asked.flag("single_packets"),
        asked.flag("research_scanners"),
        asked.number("lines", USUAL_LINES, SelectionQuestion.MAX_LINES),
        null);
  }

  /** The question for phenomena among which the named one is. */
  PhenomenaQuestion phenomena(String usualZone) {
    return new PhenomenaQuestion(from, to, zone(usualZone), group, null, null, RankQuestion.ALL);
  }

  String zone(String usual) {
    return zone == null ? usual : zone;
  }

  /**
   * The question.
   *
   * @param chosen the named phenomenon, null if none is
   */
  SelectionQuestion question(String usualZone, ChosenPhenomenon chosen) {
    return new SelectionQuestion(
        chosen == null ? from : chosen.start(),
        chosen == null || chosen.end() == null ? to : chosen.end(),
        zone(usualZone),
        group,
        chosen == null ? port : chosen.port(),
        chosen == null ? country : chosen.country(),
        network,
        fingerprint,
        prefix,
        leastPackets == null ? SelectionQuestion.LEAST_PACKETS : leastPackets,
        Boolean.TRUE.equals(singlePackets),
        Boolean.TRUE.equals(researchScanners),
        lines == null ? USUAL_LINES : lines,
        chosen);
  }
}
