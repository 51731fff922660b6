// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiOpenIdTest {
  private static final String CALLBACK = "/v1/session/oidc/callback";

  private OpenIdProvider provider;
  private ApiCentre centre;

  /** Ways in which a provider, or who plays one, gives a token that must not count. */
  private enum Fault {
    OTHER_ISSUER,
    OTHER_AUDIENCE,
    EXPIRED,
    OTHER_NONCE,
    NO_NONCE,
    UNSIGNED,
    UNKNOWN_KEY,
    SECRET_AS_KEY;

    void of(OpenIdProvider.Token token) {
      switch (this) {
        case OTHER_ISSUER -> token.issuer = "http://127.0.0.1:1";
        case OTHER_AUDIENCE -> token.audience = "another-client";
        case EXPIRED -> token.lifetimeSeconds = -600;
        case OTHER_NONCE -> token.nonce = "of-another-login";
        case NO_NONCE -> token.nonce = null;
        case UNSIGNED -> token.signing = OpenIdProvider.Signing.NONE;
        case UNKNOWN_KEY -> token.signing = OpenIdProvider.Signing.UNKNOWN_KEY;
        case SECRET_AS_KEY -> token.signing = OpenIdProvider.Signing.HMAC;
      }
    }
  }

  @BeforeAll
  void opens(@TempDir Path folder) throws Exception {
    provider = new OpenIdProvider();
    centre =
        new ApiCentre(
            Run.config(
                folder,
                "query:",
                "  listen: 127.0.0.1:0",
                "  strangers_a_minute: 1000",
                "  oidc:",
                "    issuer: " + provider.issuer(),
                "    client_id: centre",
                "    client_secret: " + OpenIdProvider.SECRET,
                "    redirect: http://127.0.0.1:8472" + CALLBACK,
                "    roles:",
                "      - {value: csirt, role: analyst}",
                "      - {value: isp, role: partner, groups: [isp]}"));
  }

  @BeforeEach
  void tellsTheTruthAgain() {
    provider.token = provider.truth();
  }

  @AfterAll
  void closes() {
    centre.close();
    provider.close();
  }

  private static String cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(one -> one.startsWith(name + "="))
        .map(one -> one.substring(0, one.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> begin() throws IOException {
    HttpResponse<String> begun = centre.get(null, "/v1/session/oidc");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(302);
    return begun;
  }

  /** What a browser brings back from the provider. */
  private HttpResponse<String> back(HttpResponse<String> begun, String cookie) throws IOException {
    URI to = URI.create(begun.headers().firstValue("Location").orElseThrow());
    return centre.send(
        centre
            .request(null, CALLBACK + "?" + provider.authorize(to))
            .header("Cookie", cookie)
            .GET());
  }

  private HttpResponse<String> login() throws IOException {
    HttpResponse<String> begun = begin();
    return back(begun, cookie(begun, "__Host-teiten-login"));
  }

  @Test
  void whoeverTheProviderKnowsHasTheRoleThatItsClaimStandsFor() throws IOException {
    HttpResponse<String> in = login();
    assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
    assertThat(in.body()).contains("\"oidc:user-1\"", "\"analyst\"");
    HttpResponse<String> self =
        centre.send(
            centre.request(null, "/v1/self").header("Cookie", cookie(in, "__Host-teiten")).GET());
    assertThat(self.body()).contains("\"oidc:user-1\"");

    provider.token.groups = List.of("other", "isp");
    assertThat(login().body()).contains("\"partner\"", "[\"isp\"]");
    provider.token.groups = List.of("other");
    HttpResponse<String> stranger = login();
    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(stranger.body()).contains("gives you a role here");
    assertThat(centre.metrics())
        .containsPattern("teiten_query_refused_logins_total\\{by=\"openid\"} [1-9]");
  }

  @Test
  void anAdministratorEndsTheSessionOfWhoeverTheProviderKnows() throws IOException {
    String administrator = centre.token("boss", Role.ADMINISTRATOR, Scope.NOTHING);
    String cookie = cookie(login(), "__Host-teiten");
    assertThat(centre.json(administrator, "/v1/sessions").path("sessions"))
        .extracting(one -> one.path("account").asText())
        .contains("oidc:user-1");

    HttpResponse<String> ended =
        centre.send(administrator, "DELETE", "/v1/sessions?account=oidc:user-1", null);

    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(204);
    assertThat(
            centre
                .send(centre.request(null, "/v1/self").header("Cookie", cookie).GET())
                .statusCode())
        .isEqualTo(401);
    assertThat(centre.json(administrator, "/v1/sessions").path("sessions")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void believesNoTokenThatIsNotOfItsProviderForItAndNow(Fault fault) throws IOException {
    fault.of(provider.token);

    HttpResponse<String> in = login();

    assertThat(in.statusCode()).as(in.body()).isEqualTo(401);
    assertThat(in.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void whatComesBackCountsOnceAndInTheBrowserThatBegan() throws IOException {
    HttpResponse<String> begun = begin();
    String cookie = cookie(begun, "__Host-teiten-login");
    assertThat(back(begun, "__Host-teiten-login=other").statusCode()).isEqualTo(401);
    assertThat(back(begun, cookie).statusCode()).as("its state was used").isEqualTo(401);
    HttpResponse<String> again = begin();
    String own = cookie(again, "__Host-teiten-login");
    assertThat(back(again, own).statusCode()).isEqualTo(200);
    assertThat(back(again, own).statusCode()).isEqualTo(401);
    assertThat(centre.get(null, CALLBACK + "?error=access_denied").statusCode()).isEqualTo(401);
  }
}
