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
