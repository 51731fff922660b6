// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/** How the centre is spoken to, whatever about. */
public final class CentreHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private CentreHttp() {}

  /**
   * A client without an identity, which trusts nobody over TLS unless it is told whom; what it
   * sends goes to the centre and nowhere else.
   *
   * @param proxy through which the centre is reached, {@code http://host:port}
   */
  public static HttpClient.Builder client(Optional<URI> proxy) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        // Else Java reads all authorities of the machine.
        .sslContext(Tls.context(Optional.empty(), ServerTrust.in(List.of(), Clock.systemUTC())))
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(proxy.map(CentreHttp::through).orElse(HttpClient.Builder.NO_PROXY));
  }

  /** What lies at a path of the centre. */
  public static URI at(URI centre, String path) {
    String base = centre.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /**
   * Sends a request and waits for the whole answer: the time limit that a request itself can have
   * ends with the answer's head.
   *
   * @param maxBytes of the answer's body that are kept
   * @throws IOException if there is no whole answer in time
   */
  public static HttpResponse<String> send(
      HttpClient client, HttpRequest request, Duration timeout, int maxBytes)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, head -> new BoundedText(maxBytes));
    try {
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException world ? world : new IOException(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  // Looked up anew for each connection.
  private static ProxySelector through(URI proxy) {
    return ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
  }
}
