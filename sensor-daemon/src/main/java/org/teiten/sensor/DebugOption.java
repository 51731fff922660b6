package org.teiten.sensor;

import org.teiten.support.logging.StderrLog;
import picocli.CommandLine.Option;

/** {@code --debug}, the same for every command. */
public final class DebugOption {
  private boolean given;

  @Option(names = "--debug", description = "Log more, and show stack traces.")
  void debug(boolean debug) {
    given = debug;
    if (debug) {
      StderrLog.debug();
    }
  }

  public boolean isGiven() {
    return given;
  }
}
