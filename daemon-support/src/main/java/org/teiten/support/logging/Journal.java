// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether lines on stderr go to the journal, and how they then say how urgent they are: by the
 * prefix that sd-daemon(3) defines, which journald takes off again.
 */
public final class Journal {
  static final int ERROR = 3;
  static final int WARNING = 4;
  static final int INFO = 6;
  static final int DEBUG = 7;

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Journal() {}

  private static final class OfProcess {
    static final boolean STDERR_IS_JOURNAL = isStream(System.getenv("JOURNAL_STREAM"), STDERR);
  }

  /** Whether stderr is the journal's stream: systemd names its device and inode. */
  public static boolean isStderr() {
    return OfProcess.STDERR_IS_JOURNAL;
  }

  /** Every line of a text marked as an error, if stderr is the journal. */
  public static String error(String text) {
    return isStderr() ? prefixed(ERROR, text) : text;
  }

  /** Every line of a text with its priority. */
  static String prefixed(int priority, String text) {
    String prefix = "<" + priority + ">";
    return prefix + text.stripTrailing().replace("\n", "\n" + prefix);
  }

  static boolean isStream(String journalStream, Path stream) {
    if (journalStream == null || !journalStream.matches("[0-9]+:[0-9]+")) {
      return false;
    }
    try {
      return journalStream.equals(
          Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
