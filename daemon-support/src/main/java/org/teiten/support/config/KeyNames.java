// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;

/** Keys: record components in snake_case, and what a mistyped one may have meant. */
final class KeyNames {
  private static final int MAX_LENGTH = 64;

  private KeyNames() {}

  /** The key of a component: its {@link Key}, or {@code maxBytes} as {@code max_bytes}. */
  static String of(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    return key != null ? key.value() : snakeCase(component.getName());
  }

  private static String snakeCase(String component) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (Character.isUpperCase(c)) {
        key.append('_').append(Character.toLowerCase(c));
      } else {
        key.append(c);
      }
    }
    return key.toString();
  }

  /** The known key nearest to a mistyped one, if any is near. */
  static Optional<String> nearest(String typed, Collection<String> known) {
    if (typed.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String best = null;
    int bestDistance = Math.max(2, typed.length() / 3) + 1;
    for (String key : known) {
      int distance = distance(typed, key);
      if (distance < bestDistance) {
        best = key;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
