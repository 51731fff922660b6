// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.Locale;

/** In what a report is written. */
public enum Language {
  JA(Locale.JAPANESE),
  EN(Locale.ENGLISH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** Its locale. */
  public Locale locale() {
    return locale;
  }

  /** Its code, such as {@code ja}. */
  public String code() {
    return locale.getLanguage();
  }
}
