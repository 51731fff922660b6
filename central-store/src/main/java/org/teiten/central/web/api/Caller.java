// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import org.teiten.central.account.Access;
import org.teiten.central.account.Account;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

/**
 * Who asks.
 *
 * @param id the account's name, as the audit has it
 * @param access what it may see
 */
record Caller(String id, Access access) {
  /** Whoever shows nothing: may ask what needs no right. */
  static final Caller NOBODY = new Caller("", new Access(Role.READER, Scope.NOTHING));

  static Caller of(Account account) {
    return new Caller(account.id(), account.access());
  }
}
