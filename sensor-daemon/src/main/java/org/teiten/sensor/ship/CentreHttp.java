// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.net.http.HttpClient;
import java.time.Duration;

/** How the centre is spoken to, whatever about. */
public final class CentreHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private CentreHttp() {}

  /** A client without an identity; what it sends goes to the centre and nowhere else. */
  public static HttpClient.Builder client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY);
  }
}
