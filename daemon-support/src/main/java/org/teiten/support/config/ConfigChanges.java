// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which settings differ between two configurations of one type; their values are not told. */
public final class ConfigChanges {
  private ConfigChanges() {}

  /** Keys such as {@code spool.max_bytes}, in the order of the file. */
  public static <T extends Record> List<String> between(T before, T after) {
    List<String> changed = new ArrayList<>();
    compare(before, after, "", changed);
    return List.copyOf(changed);
  }

  private static void compare(Record before, Record after, String section, List<String> into) {
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      Object old = ConfigDump.read(component, before);
      Object now = ConfigDump.read(component, after);
      String key = section + KeyNames.of(component);
      if (old instanceof Record a
          && now instanceof Record b
          && a.getClass() == b.getClass()
          && !ScalarReader.isScalar(a.getClass())) {
        compare(a, b, key + ".", into);
      } else if (!Objects.equals(old, now)) {
        into.add(key);
      }
    }
  }
}
