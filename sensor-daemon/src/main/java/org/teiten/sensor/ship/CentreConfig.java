// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.net.URI;
import java.nio.file.Path;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;
import org.teiten.support.tls.PlainHttp;

/**
 * Where batches go.
 *
 * @param url the centre's ingest listener, such as {@code https://centre.example:8443}
 * @param identity folder of this sensor's key and certificate, and of the centre's authority
 * @param allowPlainHttp whether the URL may be {@code http://} beyond loopback
 */
public record CentreConfig(
    URI url,
    @Default("/var/lib/teiten-sensor") Path identity,
    @Default("false") boolean allowPlainHttp) {
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
    checks.orThrow();
  }

  /** Whether there is TLS, and so an identity. */
  public boolean tls() {
    return "https".equals(url.getScheme());
  }
}
