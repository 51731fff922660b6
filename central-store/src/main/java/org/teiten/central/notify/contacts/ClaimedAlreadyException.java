// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.util.List;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;

/** An organisation is good by itself, and claims what another one does. */
public final class ClaimedAlreadyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  ClaimedAlreadyException(InvalidConfigException cause) {
    super(cause.getMessage(), cause);
    this.problems = List.copyOf(cause.problems());
  }

  /** What it claims, and who does already. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
