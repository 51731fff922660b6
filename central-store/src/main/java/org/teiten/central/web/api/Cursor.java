// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.teiten.central.web.api.Problem.Kind;

/**
 * Where the next page begins: after the last entry of the one before, and of which question. Says
 * nothing that the page did not say.
 */
final class Cursor {
  private static final int CHECK_DIGITS = 16;

  private Cursor() {}

  static String after(Asked asked, String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((check(asked) + last).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The last entry of the page before, null if this is the first page.
   *
   * @throws Problem if the cursor is of another question
   */
  static String read(Asked asked) throws Problem {
    String text = asked.text("cursor");
    if (text == null) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (plain.length() > CHECK_DIGITS && plain.startsWith(check(asked))) {
        return plain.substring(CHECK_DIGITS);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Problem(
        Kind.QUESTION,
        "the cursor is not of this question; take what its page before said under next, and ask with"
            + " the same words");
  }

  private static String check(Asked asked) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (asked.operation().id() + " " + asked.question())
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, CHECK_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
