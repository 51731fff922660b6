// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Content-Digest} of RFC 9530, of which SHA-256 is used. */
final class ContentDigest {
  private static final Pattern SHA_256 =
      Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*(?:,|$)");

  private ContentDigest() {}

  /**
   * The stated SHA-256, in base 64.
   *
   * @throws Refusal with 400 if there is none
   */
  static String sha256(String header) throws Refusal {
    Matcher matcher = SHA_256.matcher(header == null ? "" : header);
    if (!matcher.find()) {
      throw new Refusal(
          400, "digest", "Content-Digest must state sha-256=:…: of the body (RFC 9530)");
    }
    return matcher.group(1);
  }
}
