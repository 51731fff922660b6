// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.util.List;
import java.util.stream.Collectors;

/** A record of settings refuses its values. The binder gives each violation its line. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<SettingChecks.Violation> violations;

  InvalidSettingsException(List<SettingChecks.Violation> violations) {
    super(
        violations.stream()
            .map(v -> v.key() + ": " + v.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  public List<SettingChecks.Violation> violations() {
    return violations;
  }
}
