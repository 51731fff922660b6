// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import java.util.Locale;

/**
 * What one look showed. Holds no address of the sensor.
 *
 * @param subject what was looked at, a word or two
 * @param level how it is
 * @param text what was found, one sentence
 * @param advice how to mend it; empty where there is nothing to mend
 */
public record Finding(String subject, Level level, String text, String advice) {
  /** How it is, from best to worst. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Not looked at, because it does not apply here or something before it is at fault. */
    SKIPPED,
    /** Works, but will not for long, or not exactly. */
    WARNING,
    /** Something is not observed, or does not arrive. */
    FAULT;

    /** In lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, Level.OK, text, "");
  }

  static Finding skipped(String subject, String text) {
    return new Finding(subject, Level.SKIPPED, text, "");
  }

  static Finding warning(String subject, String text, String advice) {
    return new Finding(subject, Level.WARNING, text, advice);
  }

  static Finding fault(String subject, String text, String advice) {
    return new Finding(subject, Level.FAULT, text, advice);
  }
}
