// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.util.List;
import java.util.function.Function;
import org.teiten.central.web.api.Problem.Kind;

/**
 * Part of a list that is in the order of its keys.
 *
 * @param entries of this page
 * @param next the cursor of the next one, null if there is none
 */
record Page<T>(List<T> entries, String next) {
  static final int USUAL = 100;

  /** The page that is asked for, of a list in the order of the keys' text. */
  static <T> Page<T> of(Asked asked, List<T> all, Function<T, String> key) throws Problem {
    String after = Cursor.read(asked);
    List<T> left =
        after == null
            ? all
            : all.stream().filter(one -> key.apply(one).compareTo(after) > 0).toList();
    return first(asked, left, key);
  }

  /** The page that is asked for, of a list in another order, to whose end alone is added. */
  static <T> Page<T> growing(Asked asked, List<T> all, Function<T, String> key) throws Problem {
    String after = Cursor.read(asked);
    int begin = 0;
    while (after != null && begin < all.size() && !key.apply(all.get(begin)).equals(after)) {
      begin++;
    }
    if (after != null && begin == all.size()) {
      throw new Problem(Kind.QUESTION, "what the cursor stands after is not there any more");
    }
    return first(asked, all.subList(after == null ? 0 : begin + 1, all.size()), key);
  }

  private static <T> Page<T> first(Asked asked, List<T> left, Function<T, String> key)
      throws Problem {
    int limit = asked.limit(USUAL);
    if (left.size() <= limit) {
      return new Page<>(List.copyOf(left), null);
    }
    List<T> page = List.copyOf(left.subList(0, limit));
    return new Page<>(page, Cursor.after(asked, key.apply(page.get(limit - 1))));
  }
}
