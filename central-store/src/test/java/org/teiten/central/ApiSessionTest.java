// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

class ApiSessionTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir private Path folder;
  private ApiCentre centre;

  @BeforeEach
  void opens() throws Exception {
    centre =
        new ApiCentre(Run.config(folder, "query: {listen: '127.0.0.1:0', logins_a_minute: 3}"));
    centre.accounts().add("sato", Role.ADMINISTRATOR, Scope.NOTHING, "local:test");
    centre.accounts().password("sato", PASSWORD, "local:test");
  }

  @AfterEach
  void closes() {
    centre.close();
  }

  private HttpResponse<String> login(String account, String password) throws IOException {
    return centre.send(
        null,
        "POST",
        "/v1/session",
        "{\"account\":\"" + account + "\",\"password\":\"" + password + "\"}");
  }

  private static String cookie(HttpResponse<String> login) {
    return login.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
  }

  private HttpRequest.Builder with(String cookie, String path) {
    return centre.request(null, path).header("Cookie", cookie);
  }

  @Test
  void aCookieAsksAndWithTheTokenOfItsSessionChanges() throws IOException {
    HttpResponse<String> login = login("sato", PASSWORD);
    assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
    assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-teiten=")
        .contains("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200");
    String cookie = cookie(login);
    JsonNode session = new JsonMapper().readTree(login.body());

    assertThat(centre.send(with(cookie, "/v1/self").GET()).body()).contains("\"sato\"");
    HttpRequest.Builder change =
        with(cookie, "/v1/accounts/new")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"role\":\"reader\"}"));
    HttpResponse<String> forged = centre.send(change);
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("Teiten-Csrf");
    assertThat(centre.accounts().find("new")).isEmpty();
    assertThat(
            centre.send(change.header("Teiten-Csrf", session.path("csrf").asText())).statusCode())
        .isEqualTo(200);

    HttpResponse<String> out =
        centre.send(
            with(cookie, "/v1/session")
                .header("Teiten-Csrf", session.path("csrf").asText())
                .DELETE());
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(centre.send(with(cookie, "/v1/self").GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void endsWhenTheAccountChanges() throws IOException {
    String cookie = cookie(login("sato", PASSWORD));
    assertThat(centre.send(with(cookie, "/v1/self").GET()).statusCode()).isEqualTo(200);

    centre.accounts().role("sato", Role.READER, Scope.NOTHING, "local:test");

    assertThat(centre.send(with(cookie, "/v1/self").GET()).statusCode()).isEqualTo(401);
    assertThat(login("sato", PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  void endsAtOnceWhenTheAccountIsDisabledAndDoesNotComeBackWithIt() throws IOException {
    centre.accounts().add("tanaka", Role.ANALYST, Scope.NOTHING, "local:test");
    centre.accounts().password("tanaka", PASSWORD, "local:test");
    String administrator = centre.token("sato", Role.ADMINISTRATOR, Scope.NOTHING);
    String cookie = cookie(login("tanaka", PASSWORD));
    assertThat(centre.send(with(cookie, "/v1/self").GET()).statusCode()).isEqualTo(200);

    for (boolean disabled : new boolean[] {true, false}) {
      HttpResponse<String> changed =
          centre.send(
              administrator,
              "PUT",
              "/v1/accounts/tanaka",
              "{\"role\":\"analyst\",\"disabled\":" + disabled + "}");

      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
      assertThat(centre.send(with(cookie, "/v1/self").GET()).statusCode()).isEqualTo(401);
      assertThat(centre.json(administrator, "/v1/sessions").path("sessions")).isEmpty();
    }
  }

  @Test
  void anAdministratorSeesAndEndsThoseOfAnAccountAndOfNoOther() throws IOException {
    centre.accounts().add("tanaka", Role.ANALYST, Scope.NOTHING, "local:test");
    centre.accounts().password("tanaka", PASSWORD, "local:test");
    String administrator = centre.token("sato", Role.ADMINISTRATOR, Scope.NOTHING);
    String one = cookie(login("tanaka", PASSWORD));
    String two = cookie(login("tanaka", PASSWORD));
    String other = cookie(login("sato", PASSWORD));
    JsonNode running = centre.json(administrator, "/v1/sessions").path("sessions");
    assertThat(running)
        .extracting(each -> each.path("account").asText() + " " + each.path("sessions").asInt())
        .containsExactly("sato 1", "tanaka 2");

    HttpResponse<String> ended =
        centre.send(administrator, "DELETE", "/v1/sessions?account=tanaka", null);

    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(204);
    assertThat(centre.send(with(one, "/v1/self").GET()).statusCode()).isEqualTo(401);
    assertThat(centre.send(with(two, "/v1/self").GET()).statusCode()).isEqualTo(401);
    assertThat(centre.send(with(other, "/v1/self").GET()).statusCode()).isEqualTo(200);
    HttpResponse<String> again =
        centre.send(administrator, "DELETE", "/v1/sessions?account=tanaka", null);
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body()).contains("nobody is logged in as that");
    assertThat(centre.json(administrator, "/v1/audit?limit=1000").path("entries"))
        .filteredOn(each -> each.path("what").asText().equals("sessions.ended"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("who").asText()).isEqualTo("sato");
              assertThat(each.at("/detail/account").asText()).isEqualTo("tanaka");
              assertThat(each.at("/detail/sessions").asText()).isEqualTo("2");
            });
  }

  @Test
  void refusesWrongPasswordsInTheSameWordsAndNotOften() throws IOException {
    HttpResponse<String> wrong = login("sato", "correct horse batterz");
    HttpResponse<String> unknown = login("nobody", PASSWORD);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    login("sato", "x");
    login("sato", "x");

    HttpResponse<String> often = login("sato", PASSWORD);
    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(often.headers().firstValue("Retry-After")).isPresent();
    assertThat(login("other", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(centre.metrics())
        .contains("teiten_query_refused_logins_total{by=\"password\"} 6.0")
        .contains("teiten_query_refused_logins_total{by=\"openid\"} 0.0");
  }

  @Test
  void knowsNoCookieThatItDidNotSet() throws IOException {
    // Nor does an old one keep anybody from logging in again.
    assertThat(
            centre.send(with("__Host-teiten=" + "A".repeat(43), "/v1/health").GET()).statusCode())
        .isEqualTo(200);
    assertThat(centre.send(with("__Host-teiten=" + "A".repeat(43), "/v1/self").GET()).statusCode())
        .isEqualTo(401);
  }
}
