// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** How the centre is spoken to, whatever about. */
public final class CentreHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private CentreHttp() {}

  /**
   * A client without an identity; what it sends goes to the centre and nowhere else.
   *
   * @param proxy through which the centre is reached, {@code http://host:port}
   */
  public static HttpClient.Builder client(Optional<URI> proxy) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(proxy.map(CentreHttp::through).orElse(HttpClient.Builder.NO_PROXY));
  }

  /** What lies at a path of the centre. */
  public static URI at(URI centre, String path) {
    String base = centre.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  // Looked up anew for each connection.
  private static ProxySelector through(URI proxy) {
    return ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
  }
}
