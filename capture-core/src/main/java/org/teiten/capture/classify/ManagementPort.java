// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.capture.decode.IpProtocol;

/**
 * A port through which a sensor is administered, written {@code 22/tcp} or {@code 51820/udp}.
 *
 * @param protocol {@link IpProtocol#TCP} or {@link IpProtocol#UDP}
 * @param port 1 to 65,535
 */
public record ManagementPort(int protocol, int port) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})/(tcp|udp)");
  private static final int LAST_PORT = 65_535;

  public ManagementPort {
    if (protocol != IpProtocol.TCP && protocol != IpProtocol.UDP) {
      throw new IllegalArgumentException(
          "protocol " + protocol + " has no ports: write one of tcp and udp, such as 22/tcp");
    }
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "port " + port + " is not in 1 to " + LAST_PORT + ": write it as 22/tcp");
    }
  }

  /**
   * Reads {@code port/protocol}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ManagementPort parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a port: write it as 22/tcp or 51820/udp");
    }
    return new ManagementPort(
        matcher.group(2).equals("tcp") ? IpProtocol.TCP : IpProtocol.UDP,
        Integer.parseInt(matcher.group(1)));
  }

  @Override
  public String toString() {
    return port + (protocol == IpProtocol.TCP ? "/tcp" : "/udp");
  }
}
