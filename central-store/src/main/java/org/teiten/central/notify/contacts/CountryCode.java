// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.util.Locale;
import java.util.Set;

/**
 * A country.
 *
 * @param text ISO 3166 alpha-2, capitals
 */
public record CountryCode(String text) {
  private static final Set<String> ALL = Set.of(Locale.getISOCountries());

  /** Checks it. */
  public CountryCode {
    if (!ALL.contains(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no country; write two capitals such as JP");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
