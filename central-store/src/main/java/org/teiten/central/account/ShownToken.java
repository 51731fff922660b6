// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A token as it is shown.
 *
 * @param token its id
 * @param note what it is for
 * @param lastUsed day (UTC), null if it never was
 */
public record ShownToken(
    String token, String note, Instant created, Instant expires, LocalDate lastUsed) {
  /** Without its hash. */
  public static ShownToken of(ApiToken one) {
    return new ShownToken(one.id(), one.note(), one.created(), one.expires(), one.lastUsed());
  }
}
