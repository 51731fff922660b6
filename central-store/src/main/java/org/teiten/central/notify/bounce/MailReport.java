// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.bounce;

import java.util.List;
import java.util.Optional;
import org.teiten.central.notify.deliver.ReturnAddress;

/**
 * What a mail that came back says.
 *
 * @param about which notice, empty if it does not say
 * @param kind what it is
 * @param recipients what became of each, empty unless it is a report
 */
record MailReport(Optional<ReturnAddress> about, Kind kind, List<Recipient> recipients) {
  /** What a mail is. */
  enum Kind {
    /** A mail server reports. */
    REPORT,
    /** A program answered for a person who did not. */
    AUTOMATIC,
    /** None of these; a human may read it. */
    OTHER
  }

  /** What became of a mail to one recipient. */
  enum Fate {
    /** It was given up. */
    FAILED,
    /** It is still tried. */
    DELAYED,
    DELIVERED,
    /** Passed on to where nothing more will be heard of it. */
    PASSED_ON
  }

  /**
   * One recipient.
   *
   * @param address as the report has it, empty if it has none
   * @param status such as 5.1.1, empty if it has none
   * @param words of the server, without control characters
   */
  record Recipient(String address, Fate fate, String status, String words) {}
}
