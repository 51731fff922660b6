// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.net.URI;
import java.util.List;
import org.teiten.central.account.Role;
import org.teiten.support.config.Default;
import org.teiten.support.config.Secret;
import org.teiten.support.config.SettingChecks;
import org.teiten.support.tls.PlainHttp;

/**
 * Who else says who somebody is: an OpenID provider (OpenID Connect Core 1.0).
 *
 * @param issuer its URL, exactly as it names itself
 * @param clientId as which this centre is registered there
 * @param clientSecret of that
 * @param redirect the URL of {@code /v1/session/oidc/callback} as browsers reach it
 * @param claim of the ID token that says what somebody is here for: a word or a list of words
 * @param roles what each word stands for; the first that somebody has counts
 */
public record OidcConfig(
    URI issuer,
    String clientId,
    @Secret(form = "${credential:NAME}") String clientSecret,
    URI redirect,
    @Default("groups") String claim,
    List<Mapping> roles) {
  /**
   * What a word of the claim stands for.
   *
   * @param value the word
   * @param role of whoever has it
   * @param groups of sensors that are a partner's own
   * @param organisations whose constituency is a partner's own
   */
  public record Mapping(
      String value,
      Role role,
      @Default("[]") List<String> groups,
      @Default("[]") List<String> organisations) {}

  /** Checks that nothing goes unencrypted over the network. */
  public OidcConfig {
    new SettingChecks()
        .require(isSafe(issuer), "issuer", "must be https, or on loopback")
        .require(isSafe(redirect), "redirect", "must be https, or on loopback")
        .require(!roles.isEmpty(), "roles", "is empty; nobody could log in")
        .orThrow();
  }

  private static boolean isSafe(URI url) {
    return url.getHost() != null
        && ("https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && PlainHttp.isLoopback(url.getHost())));
  }
}
