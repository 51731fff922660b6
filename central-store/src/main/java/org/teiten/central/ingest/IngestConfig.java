// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.time.Duration;
import java.util.Optional;
import org.teiten.central.pki.TlsConfig;
import org.teiten.support.config.ByteSize;
import org.teiten.support.config.Default;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.config.SettingChecks;
import org.teiten.support.tls.PlainHttp;

/**
 * How batches are received.
 *
 * @param listen where sensors deliver
 * @param tls how sensors and this listener know each other; without it there is plain HTTP
 * @param allowPlainHttp whether that may be beyond loopback without TLS
 * @param maxBody largest batch taken
 * @param maxUploads batches received at a time; more are told to come again
 * @param idleTimeout how long a sender may be silent within a batch
 * @param minRate slowest sender, bytes a second
 */
public record IngestConfig(
    @Default("127.0.0.1:8470") ListenAddress listen,
    Optional<TlsConfig> tls,
    @Default("false") boolean allowPlainHttp,
    @Default("256MiB") ByteSize maxBody,
    @Default("32") int maxUploads,
    @Default("30s") Duration idleTimeout,
    @Default("1KiB") ByteSize minRate) {
  private static final long SMALLEST_MAX_BODY = 1L << 20;
  private static final long LARGEST_MAX_BODY = 4L << 30;

  public IngestConfig {
    SettingChecks checks = new SettingChecks();
    if (tls.isEmpty()) {
      PlainHttp.refusal(listen.host(), allowPlainHttp)
          .ifPresent(
              reason -> checks.require(false, "listen", reason + "; or configure ingest.tls"));
    }
    checks
        .require(
            maxBody.bytes() >= SMALLEST_MAX_BODY && maxBody.bytes() <= LARGEST_MAX_BODY,
            "max_body",
            "must be 1MiB to 4GiB, not " + maxBody)
        .require(
            maxUploads >= 1 && maxUploads <= 256,
            "max_uploads",
            "must be 1 to 256, not " + maxUploads)
        .require(
            idleTimeout.toMillis() >= 100 && idleTimeout.toMinutes() < 60,
            "idle_timeout",
            "must be 100ms to 1h")
        .orThrow();
  }
}
