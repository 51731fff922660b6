// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.util.Locale;
import java.util.Set;

/**
 * A country by its ISO 3166 alpha-2 code, or {@link #ANY} or {@link #OTHER}.
 *
 * @param code two capital letters, {@code any} or {@code other}
 */
public record Country(String code) implements Comparable<Country> {
  /** Every country, in its share. */
  public static final Country ANY = new Country("any");

  /** The countries without a share of their own. */
  public static final Country OTHER = new Country("other");

  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  /**
   * Reads a country.
   *
   * @throws IllegalArgumentException that says what to write
   */
  public static Country parse(String text) {
    if (text.equals("any")) {
      return ANY;
    }
    if (text.equals("other")) {
      return OTHER;
    }
    if (!CODES.contains(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a country; write its ISO 3166 code, such as JP");
    }
    return new Country(text);
  }

  /** Whether this is a country and none of the two words. */
  public boolean isCountry() {
    return code.length() == 2;
  }

  @Override
  public int compareTo(Country other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
