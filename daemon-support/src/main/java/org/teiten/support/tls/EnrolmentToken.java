// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What an operator hands to a new sensor, once: {@code T1} and 70 characters of base 64 (URL form)
 * that hold
 *
 * <pre>
 *   32 bytes   SHA-256 of the authority's certificate: the sensor knows the centre by it
 *   16 bytes   a random secret: the centre knows the sensor by it
 *    4 bytes   the begin of the SHA-256 of both: a slip of the pen is seen at once
 * </pre>
 *
 * @param authority the fingerprint, 64 hexadecimal digits
 * @param secret 32 hexadecimal digits
 */
public record EnrolmentToken(String authority, String secret) {
  private static final Pattern FORM = Pattern.compile("T1[A-Za-z0-9_-]{70}");
  private static final String PREFIX = "T1";
  private static final int AUTHORITY = 32;
  private static final int SECRET = 16;
  private static final int CHECK = 4;
  private static final HexFormat HEX = HexFormat.of();

  /** A token for an authority with a new secret. */
  public static EnrolmentToken random(String authority) {
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    return new EnrolmentToken(authority, HEX.formatHex(secret));
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException that does not show it
   */
  public static EnrolmentToken parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "this is no token: one begins with T1 and has 72 characters; copy it whole");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    byte[] content = Arrays.copyOf(bytes, AUTHORITY + SECRET);
    if (!Arrays.equals(check(content), Arrays.copyOfRange(bytes, content.length, bytes.length))) {
      throw new IllegalArgumentException("the token has a wrong character in it; copy it again");
    }
    return new EnrolmentToken(
        HEX.formatHex(content, 0, AUTHORITY), HEX.formatHex(content, AUTHORITY, content.length));
  }

  /** As it is handed over. */
  public String text() {
    byte[] content = HEX.parseHex(authority + secret);
    byte[] bytes = Arrays.copyOf(content, content.length + CHECK);
    System.arraycopy(check(content), 0, bytes, content.length, CHECK);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What the centre keeps in place of the secret. */
  public static String hash(String secret) {
    return Certificates.sha256(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static byte[] check(byte[] content) {
    return Arrays.copyOf(HEX.parseHex(Certificates.sha256(content)), CHECK);
  }

  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "token of authority " + authority;
  }
}
