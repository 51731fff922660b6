// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where to listen: {@code 127.0.0.1:9101} or {@code [::1]:9101}.
 *
 * @param host an address or host name, without brackets
 * @param port 0 to 65,535; 0 takes any free one
 */
public record ListenAddress(String host, int port) {
  private static final String FORM = "write host:port, such as 127.0.0.1:9101 or [::1]:9101";

  public ListenAddress {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("has no host; " + FORM);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535; " + FORM);
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("\"" + text + "\" has no port; " + FORM);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("\"" + text + "\" lacks brackets; " + FORM);
    }
    try {
      return new ListenAddress(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" has no port number; " + FORM, e);
    }
  }

  /**
   * The socket address.
   *
   * @throws UnknownHostException if the host is not known
   */
  public InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
