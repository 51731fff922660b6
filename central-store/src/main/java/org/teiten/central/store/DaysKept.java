// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something is kept.
 *
 * @param days 1 to 36,500; 0 is for ever
 */
public record DaysKept(int days) {
  /** For ever. */
  public static final DaysKept FOREVER = new DaysKept(0);

  private static final String WORD = "forever";
  private static final Pattern FORM = Pattern.compile("(\\d{1,5}) ?d");
  private static final int MOST = 36_500;

  /** Checks the number. */
  public DaysKept {
    if (days < 0 || days > MOST) {
      throw new IllegalArgumentException("must be 1d to 36500d, or forever");
    }
  }

  /**
   * Reads it as it stands in a configuration.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static DaysKept parse(String text) {
    if (text.equals(WORD)) {
      return FOREVER;
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no number of days; write 400d, or forever");
    }
    return new DaysKept(Integer.parseInt(matcher.group(1)));
  }

  /** Whether nothing is ever too old. */
  public boolean forever() {
    return days == 0;
  }

  /** Midnight (UTC) before which everything is too old; {@link Instant#EPOCH} if nothing is. */
  Instant before(Instant now) {
    return forever()
        ? Instant.EPOCH
        : now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
  }

  @Override
  public String toString() {
    return forever() ? WORD : days + "d";
  }
}
