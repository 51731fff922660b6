// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with OWASP's parameters: 19 MiB, 2 passes, 1 lane. Few at a time, for each
 * takes that memory. Any thread.
 */
final class PasswordHash {
  private static final int MEMORY_KIB = 19 << 10;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 256;
  private static final int AT_A_TIME = 2;
  private static final Semaphore ROOM = new Semaphore(AT_A_TIME, true);
  private static final String BASE64 = "([A-Za-z0-9+/]{16,128})";
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$" + BASE64 + "\\$" + BASE64);

  /** What is compared where there is no password, so that it takes as long. */
  private static final String NOBODYS =
      text(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);

  private PasswordHash() {}

  /**
   * Makes one with a new salt.
   *
   * @throws IllegalArgumentException if the password is too short or too long
   */
  static String of(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw new IllegalArgumentException(
          "a password has " + SHORTEST + " to " + LONGEST + " characters, not " + length);
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return text(
        MEMORY_KIB,
        PASSES,
        LANES,
        salt,
        compute(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
  }

  /**
   * Whether a password is the right one; as slow where there is none.
   *
   * @param stored null if there is none
   */
  static boolean matches(String stored, String password) {
    Matcher form = FORM.matcher(stored == null ? NOBODYS : stored);
    if (!form.matches()) {
      throw new IllegalStateException("a stored password is not in Argon2id's form");
    }
    byte[] expected = Base64.getDecoder().decode(form.group(5));
    byte[] found =
        compute(
            password.length() > LONGEST * 2 ? "" : password,
            Base64.getDecoder().decode(form.group(4)),
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)),
            expected.length);
    return MessageDigest.isEqual(expected, found) && stored != null;
  }

  private static byte[] compute(
      String password, byte[] salt, int memory, int passes, int lanes, int bytes) {
    byte[] hash = new byte[bytes];
    ROOM.acquireUninterruptibly();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      // One way to write a letter with marks is as good as the other (NIST SP 800-63B).
      String canonical = Normalizer.normalize(password, Normalizer.Form.NFKC);
      generator.generateBytes(canonical.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      ROOM.release();
    }
  }

  private static String text(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memory, passes, lanes, encoder.encodeToString(salt), encoder.encodeToString(hash));
  }
}
