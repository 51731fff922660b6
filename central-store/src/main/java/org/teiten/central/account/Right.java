// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

/** What can be done here; what each role may do of it is {@link Access#reach}. */
public enum Right {
  /** Ask who oneself is. */
  SELF,
  /** Rankings, series and phenomena. */
  OBSERVATIONS,
  /** How sensors are. */
  SENSORS,
  /** Which sources did what, with evidence. */
  SOURCES,
  /** Confirm or dismiss a phenomenon. */
  VERDICTS,
  /** Read notices. */
  NOTICES,
  /** Say what became of a notice's sources. */
  REPLIES,
  /** Draft, approve, withdraw and settle notices. */
  DECISIONS,
  /** Whether notices did anything. */
  EFFECT,
  /** Read who is told about whose sources. */
  CONTACTS,
  /** Change it. */
  CONTACT_CHANGES,
  /** The report of a quarter; in aggregate its public edition. */
  REPORT,
  /** Who read and changed what. */
  AUDIT,
  /** Accounts and their tokens. */
  ACCOUNTS
}
