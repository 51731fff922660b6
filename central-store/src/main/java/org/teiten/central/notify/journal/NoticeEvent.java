// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can happen to a notice, or to a phenomenon before there is one. */
public enum NoticeEvent {
  /** Written, for a human to read. */
  DRAFTED,
  /** May go out as its files are now; names their digests. */
  APPROVED,
  /** Will not go out, or was not needed. */
  WITHDRAWN,
  /** All of it was written to a mail server, whose answer is not known yet. */
  HANDED_OVER,
  /** A recipient's server took it, or it lies in its folder, or its webhook said so. */
  SENT,
  /** It was refused or could not be tried; it will be tried again. */
  FAILED,
  /** A mail server gave it back. */
  BOUNCED,
  /** A mail server says that it arrived. */
  DELIVERED,
  /** Somebody replied. */
  ANSWERED,
  /** A human decided whether what was handed over arrived. */
  SETTLED,
  /** Of a phenomenon, not of a notice: a human found that it is one. */
  CONFIRMED,
  /** Of a phenomenon: a human found that it is none. */
  DISMISSED;

  /** Its word in the journal. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event of a word. */
  @JsonCreator
  public static NoticeEvent of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
