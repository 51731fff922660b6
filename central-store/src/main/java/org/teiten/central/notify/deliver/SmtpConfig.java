// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.support.config.Default;
import org.teiten.support.config.Secret;
import org.teiten.support.config.SettingChecks;

/**
 * The mail server that takes notices. Without encryption nothing is handed over.
 *
 * @param host its name, which its certificate must bear
 * @param port 587, or 465 with {@code tls}
 * @param tls TLS from the first byte; otherwise STARTTLS is required
 * @param trust certificates that it is trusted by, PEM; the system's unless named
 * @param user to log in as; none unless named
 * @param password of that user
 * @param bounces where mail that cannot be delivered comes back; the notice's number and a key are
 *     put behind a plus sign into its local part, which has 32 characters at most
 * @param identity key and certificate, PEM, to sign with (S/MIME); unsigned unless named
 * @param openpgp secret OpenPGP key, armoured, to sign with where there is no identity, or the
 *     recipient has an OpenPGP key
 * @param openpgpPassphrase of that key; none unless named
 * @param timeout of each step
 */
public record SmtpConfig(
    String host,
    @Default("587") int port,
    @Default("false") boolean tls,
    Optional<Path> trust,
    Optional<String> user,
    @Secret(form = "${credential:NAME}") Optional<String> password,
    MailAddress bounces,
    Optional<Path> identity,
    Optional<Path> openpgp,
    @Secret(form = "${credential:NAME}") Optional<String> openpgpPassphrase,
    @Default("1m") Duration timeout) {
  /** Checks them. */
  public SmtpConfig {
    new SettingChecks()
        .require(!host.isBlank(), "host", "is empty; name the mail server")
        .require(port >= 1 && port <= 65_535, "port", "must be 1 to 65535")
        .require(
            user.isPresent() == password.isPresent(),
            "user",
            "needs a password, and a password a user; write both or none")
        .require(
            bounces.text().indexOf('@') <= 32,
            "bounces",
            "has more than 32 characters before the at sign; 32 more are put behind them")
        .require(
            openpgp.isPresent() || openpgpPassphrase.isEmpty(),
            "openpgp_passphrase",
            "is of no key; name the key with openpgp")
        .require(
            !timeout.isNegative() && !timeout.isZero() && timeout.toMinutes() <= 60,
            "timeout",
            "must be 1ms to 1h")
        .orThrow();
  }
}
