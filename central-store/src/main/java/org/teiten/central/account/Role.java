// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an account is here for. */
public enum Role {
  /** Keeps the centre: all data, all accounts. */
  ADMINISTRATOR,
  /** Works with all data, tells others about sources. */
  ANALYST,
  /** Has sensors or a constituency here. */
  PARTNER,
  /** Reads aggregates. */
  READER;

  /** Its word. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a word.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  @JsonCreator
  public static Role of(String label) {
    for (Role role : values()) {
      if (role.label().equals(label)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + label
            + "' is no role; write "
            + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", ")));
  }
}
