// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.time.Instant;
import java.util.List;

/**
 * Somebody, or a program, that may ask this centre.
 *
 * @param id its name
 * @param role what it is here for
 * @param scope what is its own; of a partner only
 * @param disabled whether it is turned away
 * @param created when
 * @param password Argon2id in PHC's form, null if it has none
 * @param generation rises with every change that ends its sessions
 * @param tokens of it
 */
public record Account(
    String id,
    Role role,
    Scope scope,
    boolean disabled,
    Instant created,
    String password,
    int generation,
    List<ApiToken> tokens) {
  /** Copies the list. */
  public Account {
    tokens = List.copyOf(tokens);
  }

  /** What it may see. */
  public Access access() {
    return new Access(role, scope);
  }

  Account with(List<ApiToken> other) {
    return new Account(id, role, scope, disabled, created, password, generation, other);
  }

  Account withRole(Role other, Scope own) {
    return new Account(id, other, own, disabled, created, password, generation + 1, tokens);
  }

  Account withDisabled(boolean now) {
    return new Account(id, role, scope, now, created, password, generation + 1, tokens);
  }

  Account withPassword(String hash) {
    return new Account(id, role, scope, disabled, created, hash, generation + 1, tokens);
  }

  /** Without hashes, for logs. */
  @Override
  public String toString() {
    return id + " (" + role.label() + ")";
  }
}
