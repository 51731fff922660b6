// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * The mark that a known tool or malware leaves in a packet, by its label, such as {@code masscan}
 * or {@code mirai}. A label rather than an enum: a centre must count marks that only a newer sensor
 * knows.
 *
 * @param label 1 to 32 characters of {@code a-z 0-9 . -}
 */
public record Fingerprint(String label) {
  /** The packet bears no known mark. */
  public static final Fingerprint NONE = new Fingerprint("none");

  private static final int MAX_LENGTH = 32;

  public Fingerprint {
    if (!isLabel(label)) {
      throw new IllegalArgumentException(
          "fingerprint label must be 1 to " + MAX_LENGTH + " characters of a-z 0-9 . -");
    }
  }

  private static boolean isLabel(String label) {
    if (label.isEmpty() || label.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
