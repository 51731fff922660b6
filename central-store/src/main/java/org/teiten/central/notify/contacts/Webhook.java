// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.teiten.support.config.Default;
import org.teiten.support.config.Secret;
import org.teiten.support.config.SettingChecks;

/**
 * A recipient's program that takes notices, instead of its people.
 *
 * @param url where it listens, https
 * @param format what is posted: intelmq or xarf
 * @param token shown as a bearer token; none unless named
 * @param trust certificates that it is trusted by, PEM; the system's unless named
 * @param timeout until it has answered
 */
public record Webhook(
    URI url,
    @Default("intelmq") NoticeFormat format,
    @Secret(form = "${credential:NAME}") Optional<String> token,
    Optional<Path> trust,
    @Default("1m") Duration timeout) {
  /** Checks them. */
  public Webhook {
    new SettingChecks()
        .require(
            "https".equals(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null,
            "url",
            "must begin with https:// and a host, without user; write the secret as token")
        .require(
            format == NoticeFormat.INTELMQ || format == NoticeFormat.XARF,
            "format",
            "must be intelmq or xarf")
        .require(
            token.isEmpty() || token.get().matches("[\\x21-\\x7e]{1,4096}"),
            "token",
            "must be letters, digits and signs without spaces")
        .require(
            !timeout.isNegative() && !timeout.isZero() && timeout.toMinutes() <= 60,
            "timeout",
            "must be 1ms to 1h")
        .orThrow();
  }

  /** Where it is, without what may be secret. */
  public String place() {
    return "https://" + url.getRawAuthority() + url.getRawPath();
  }
}
