// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --debug}: a mixin of the root command, which its subcommands inherit. */
public final class DebugOption {
  /** Called by picocli. */
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log more, and show stack traces.")
  public void debug(boolean given) {
    if (given) {
      StderrLog.debug();
    }
  }
}
