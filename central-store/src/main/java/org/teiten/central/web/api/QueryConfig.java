// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.teiten.support.config.Default;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.config.SettingChecks;
import org.teiten.support.tls.PlainHttp;

/**
 * How questions are taken from the network.
 *
 * @param listen where
 * @param identity PEM file of the listener's key and its chain; without it plain HTTP, on loopback
 *     only
 * @param atATime questions to the store answered at a time; more wait a moment, then are told to
 *     come again
 * @param deadline how long one may take
 * @param requestsAMinute of each account
 * @param strangersAMinute of each address that shows no good token
 * @param loginsAMinute tries of a password for each account
 * @param session how long whoever logged in stays so
 * @param oidc who else says who somebody is
 */
public record QueryConfig(
    @Default("127.0.0.1:8472") ListenAddress listen,
    Optional<Path> identity,
    @Default("2") int atATime,
    @Default("1m") Duration deadline,
    @Default("120") int requestsAMinute,
    @Default("30") int strangersAMinute,
    @Default("10") int loginsAMinute,
    @Default("12h") Duration session,
    Optional<OidcConfig> oidc) {
  private static final int MOST_AT_A_TIME = 64;
  private static final int MOST_A_MINUTE = 100_000;

  /** Checks the bounds. */
  public QueryConfig {
    new SettingChecks()
        .require(
            identity.isPresent() || PlainHttp.isLoopback(listen.host()),
            "listen",
            "is beyond loopback, where tokens would go unencrypted; name the listener's key and"
                + " certificate with identity, or put a TLS proxy before a loopback address")
        .require(
            atATime >= 1 && atATime <= MOST_AT_A_TIME,
            "at_a_time",
            "must be 1 to " + MOST_AT_A_TIME + ", not " + atATime)
        .require(
            deadline.toMillis() >= 1_000 && deadline.toMinutes() <= 60,
            "deadline",
            "must be 1s to 1h")
        .require(
            requestsAMinute >= 1 && requestsAMinute <= MOST_A_MINUTE,
            "requests_a_minute",
            "must be 1 to " + MOST_A_MINUTE)
        .require(
            loginsAMinute >= 1 && loginsAMinute <= MOST_A_MINUTE,
            "logins_a_minute",
            "must be 1 to " + MOST_A_MINUTE)
        .require(session.toMinutes() >= 1 && session.toDays() <= 30, "session", "must be 1m to 30d")
        .require(
            strangersAMinute >= 1 && strangersAMinute <= MOST_A_MINUTE,
            "strangers_a_minute",
            "must be 1 to " + MOST_A_MINUTE)
        .orThrow();
  }
}
