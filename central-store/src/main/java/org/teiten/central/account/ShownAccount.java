// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.time.Instant;
import java.util.List;

/**
 * An account as it is shown.
 *
 * @param password whether it has one
 */
public record ShownAccount(
    String account,
    Role role,
    List<String> groups,
    List<String> organisations,
    boolean disabled,
    boolean password,
    Instant created,
    List<ShownToken> tokens) {
  /** Without secrets. */
  public static ShownAccount of(Account one) {
    return new ShownAccount(
        one.id(),
        one.role(),
        one.scope().groups(),
        one.scope().organisations(),
        one.disabled(),
        one.password() != null,
        one.created(),
        one.tokens().stream().map(ShownToken::of).toList());
  }
}
