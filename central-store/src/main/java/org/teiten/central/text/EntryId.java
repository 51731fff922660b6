// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.text;

import java.util.regex.Pattern;

/**
 * Our word for an entry of a list that people keep: an organisation, a vulnerability, a scanner.
 *
 * @param text lower case letters, digits and hyphens, at most 48
 */
public record EntryId(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");

  /** Checks it. */
  public EntryId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not an id; write lower case letters, digits and hyphens, at most 48");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
