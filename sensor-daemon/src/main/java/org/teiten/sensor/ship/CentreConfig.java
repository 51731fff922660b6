// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.teiten.support.config.ByteSize;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;
import org.teiten.support.tls.PlainHttp;

/**
 * Where batches go.
 *
 * @param url the centre's ingest listener, such as {@code https://centre.example:8443}
 * @param identity folder of this sensor's key and certificate, and of the centre's authority
 * @param allowPlainHttp whether the URL may be {@code http://} beyond loopback
 * @param proxy an HTTP proxy through which the centre is reached, {@code http://host:port}
 * @param inFlight how many batches may be under way at a time
 * @param maxRate bytes a second that shipping may use in the mean
 */
public record CentreConfig(
    URI url,
    @Default("/var/lib/teiten-sensor") Path identity,
    @Default("false") boolean allowPlainHttp,
    Optional<URI> proxy,
    @Default("4") int inFlight,
    Optional<ByteSize> maxRate) {
  private static final int MOST_IN_FLIGHT = 32;
  private static final long SLOWEST = 1 << 10;

  public CentreConfig {
    String scheme = String.valueOf(url.getScheme());
    boolean http = scheme.equals("http");
    SettingChecks checks =
        new SettingChecks()
            .require(
                http || scheme.equals("https"),
                "url",
                "must begin with https:// (or http:// to loopback)")
            .require(url.getHost() != null, "url", "has no host; write https://host:port")
            .require(
                url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null,
                "url",
                "must hold nothing but scheme, host, port and path");
    if (http && url.getHost() != null) {
      PlainHttp.refusal(url.getHost(), allowPlainHttp)
          .ifPresent(refusal -> checks.require(false, "url", refusal));
    }
    checks
        .require(
            proxy.map(CentreConfig::isProxy).orElse(true),
            "proxy",
            "must be http://host:port and nothing else")
        .require(
            inFlight >= 1 && inFlight <= MOST_IN_FLIGHT,
            "in_flight",
            "must be 1 to " + MOST_IN_FLIGHT + ", not " + inFlight)
        .require(
            maxRate.map(rate -> rate.bytes() >= SLOWEST).orElse(true),
            "max_rate",
            "must be at least 1KiB (a second)")
        .orThrow();
  }

  private static boolean isProxy(URI uri) {
    return "http".equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getPort() > 0
        && uri.getUserInfo() == null
        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
        && uri.getQuery() == null
        && uri.getFragment() == null;
  }

  /** Whether there is TLS, and so an identity. */
  public boolean tls() {
    return "https".equals(url.getScheme());
  }
}
