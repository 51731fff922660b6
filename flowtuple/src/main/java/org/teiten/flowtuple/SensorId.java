// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.util.regex.Pattern;

/**
 * The name of one capture host.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record SensorId(String value) implements Comparable<SensorId> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public SensorId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sensor id must be 1 to 63 characters of a-z 0-9 - and not begin with -");
    }
  }

  @Override
  public int compareTo(SensorId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
