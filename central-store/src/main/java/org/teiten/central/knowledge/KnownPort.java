// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port as users write it, {@code 445/tcp} or {@code 8/icmp}.
 *
 * @param text as written
 */
public record KnownPort(String text) {
  private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,4})/(tcp|udp|icmp|icmp6)");
  private static final Map<String, Integer> LARGEST =
      Map.of("tcp", 65_535, "udp", 65_535, "icmp", 255, "icmp6", 255);

  /** Checks it. */
  public KnownPort {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > LARGEST.get(matcher.group(2))) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a port; write 445/tcp, 53/udp, 8/icmp or 128/icmp6");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
