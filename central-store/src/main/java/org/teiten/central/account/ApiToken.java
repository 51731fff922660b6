// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is kept of a token: never the token itself.
 *
 * @param id the first 12 digits of its hash, by which people name it
 * @param hash SHA-256 of its text, hexadecimal
 * @param note what it is for
 * @param created when
 * @param expires when it ends
 * @param lastUsed day of its last use (UTC), null if never
 */
public record ApiToken(
    String id, String hash, String note, Instant created, Instant expires, LocalDate lastUsed) {
  /** By which programs that look for leaked secrets know one. */
  public static final String PREFIX = "teiten_";

  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;
  private static final int ID_DIGITS = 12;

  /** A new one: 256 random bits. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  static ApiToken of(String text, String note, Instant created, Instant expires) {
    String hash = hash(text);
    return new ApiToken(hash.substring(0, ID_DIGITS), hash, note, created, expires, null);
  }

  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  ApiToken used(LocalDate day) {
    return new ApiToken(id, hash, note, created, expires, day);
  }
}
