// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.util.regex.Pattern;

/**
 * A number of the Common Vulnerabilities and Exposures list.
 *
 * @param text such as {@code CVE-2017-0144}
 */
public record CveNumber(String text) {
  private static final Pattern FORM = Pattern.compile("CVE-(19|20)\\d{2}-\\d{4,7}");

  /** Checks it. */
  public CveNumber {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a CVE number; write CVE-2017-0144");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
