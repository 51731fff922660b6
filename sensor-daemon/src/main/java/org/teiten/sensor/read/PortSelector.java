// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.capture.classify.ClassifiedPacket;

/**
 * Ports as design §9 writes them: {@code 445/tcp}, {@code 8/icmp} (any code), {@code 3.1/icmp},
 * {@code 47} (a protocol alone).
 *
 * @param protocol IP protocol number
 * @param number the port; of ICMP the type, -1 for a protocol alone
 * @param code ICMP code, -1 for any
 */
record PortSelector(int protocol, int number, int code) {
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("icmp", 1, "tcp", 6, "udp", 17, "icmp6", 58);
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,5})(?:\\.(\\d{1,3}))?/(tcp|udp|icmp6?)|(\\d{1,3})");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException in one sentence
   */
  static PortSelector parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      if (matcher.group(4) != null) {
        int protocol = Integer.parseInt(matcher.group(4));
        if (protocol <= 255) {
          return new PortSelector(protocol, -1, -1);
        }
      } else {
        int protocol = PROTOCOLS.get(matcher.group(3));
        boolean icmp = protocol == 1 || protocol == 58;
        int number = Integer.parseInt(matcher.group(1));
        int code = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        if (number <= (icmp ? 255 : 65_535) && code <= 255 && (icmp || code < 0)) {
          return new PortSelector(protocol, number, code);
        }
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no port; write it as 445/tcp, 53/udp, 8/icmp, 3.1/icmp or 47");
  }

  boolean matches(ClassifiedPacket packet) {
    if (packet.protocol() != protocol) {
      return false;
    }
    if (number < 0) {
      return true;
    }
    int port = packet.number();
    if (protocol == 6 || protocol == 17) {
      return port == number;
    }
    return port >= 0 && port >> 8 == number && (code < 0 || (port & 0xff) == code);
  }
}
