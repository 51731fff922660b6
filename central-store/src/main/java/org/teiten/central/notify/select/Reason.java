// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.util.Locale;

/** Why nobody is told about a source. */
public enum Reason {
  /** It answered packets that somebody else forged: a victim. */
  BACKSCATTER,
  /** Its packets ask for nothing: neither scan nor attempt. */
  NOT_A_SCAN,
  /** The sensor had no room for it and counted it without its address. */
  NO_ADDRESS,
  /** An address of private or other special use (RFC 6890). */
  SPECIAL_ADDRESS,
  /** It surveys the Internet openly, from a prefix that it has published. */
  RESEARCH_SCANNER,
  /** One packet, whose source anybody can forge. */
  SINGLE_PACKET,
  /** Fewer packets than were asked for. */
  TOO_LITTLE,
  /** More sources than one selection may have. */
  PAST_LIMIT;

  /** Its word in answers, such as {@code single_packet}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
