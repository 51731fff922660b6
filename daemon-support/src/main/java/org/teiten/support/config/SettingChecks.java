// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a record's settings in its constructor, so that every problem is
 * reported at once and at its own line:
 *
 * <pre>{@code
 * new SettingChecks()
 *     .require(snaplen >= 96, "snaplen", "must be at least 96 bytes, not " + snaplen)
 *     .orThrow();
 * }</pre>
 */
public final class SettingChecks {
  /**
   * One violated rule.
   *
   * @param key the record component in snake_case
   * @param message what is wrong; what to do
   */
  public record Violation(String key, String message) {}

  private final List<Violation> violations = new ArrayList<>();

  /** Notes a violation of that key unless the condition holds. */
  public SettingChecks require(boolean condition, String key, String message) {
    if (!condition) {
      violations.add(new Violation(key, message));
    }
    return this;
  }

  /** Notes the message of an {@link IllegalArgumentException} that the check throws. */
  public SettingChecks requireAccepted(Runnable check, String key) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      violations.add(new Violation(key, e.getMessage()));
    }
    return this;
  }

  /**
   * Ends the checks.
   *
   * @throws InvalidSettingsException if any rule was violated
   */
  public void orThrow() {
    if (!violations.isEmpty()) {
      throw new InvalidSettingsException(violations);
    }
  }
}
