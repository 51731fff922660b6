// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for HTTP without TLS, for both ends: to and on loopback always, elsewhere only where the
 * configuration says {@code allow_plain_http: true}, which is meant for networks that exist on one
 * machine only, such as the namespaces of a test.
 */
public final class PlainHttp {
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private PlainHttp() {}

  /**
   * Why a host may not be spoken to, or listened on, without TLS; empty if it may.
   *
   * @param host an address or a name; a name is not looked up, and only {@code localhost} is local
   */
  public static Optional<String> refusal(String host, boolean allowed) {
    if (allowed || isLoopback(host)) {
      return Optional.empty();
    }
    return Optional.of(
        "plain HTTP beyond loopback is refused, it would send observations unencrypted; use a"
            + " loopback address, or set allow_plain_http: true where the network never leaves this"
            + " machine");
  }

  /** Whether the text names loopback, without a look-up. */
  public static boolean isLoopback(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.equalsIgnoreCase("localhost")
        || bare.equals("::1")
        || bare.equals("0:0:0:0:0:0:0:1")
        || LOOPBACK_V4.matcher(bare).matches();
  }
}
