// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.central.ApiCentre;
import org.teiten.central.ApiDocumentOfServer;
import org.teiten.central.ObservedWorld;
import org.teiten.central.account.Access;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

/** Every operation with every role, and with everybody who is none. */
class AuthorisationTest {
  private static final Path PAGE = Path.of("../docs/57-authorisation.md");
  private static final Scope CAMPUS = ApiCentre.scope(List.of("campus"), List.of("campus"));

  @TempDir private static Path folder;
  private static ApiCentre centre;
  private static ApiDocumentOfServer document;
  private static Examples examples;
  private static final Map<Role, String> TOKENS = new TreeMap<>();
  private static final Map<String, String> NOBODIES = new TreeMap<>();

  @BeforeAll
  static void opens() throws Exception {
    centre = new ApiCentre(new ObservedWorld(folder, 2, 30).config());
    TOKENS.put(Role.ADMINISTRATOR, centre.token("boss", Role.ADMINISTRATOR, Scope.NOTHING));
    TOKENS.put(Role.ANALYST, centre.token("sato", Role.ANALYST, Scope.NOTHING));
    TOKENS.put(Role.PARTNER, centre.token("campus", Role.PARTNER, CAMPUS));
    TOKENS.put(Role.READER, centre.token("public", Role.READER, Scope.NOTHING));
    nobodies();
    document = new ApiDocumentOfServer(centre);
    examples = new Examples(centre, TOKENS.get(Role.ANALYST));
  }

  /** Of administrators, so that nothing but the credential is wrong. */
  private static void nobodies() throws IOException {
    NOBODIES.put("unknown", "teiten_" + "A".repeat(43));
    NOBODIES.put("malformed", "Bearer");
    NOBODIES.put("disabled", centre.token("gone", Role.ADMINISTRATOR, Scope.NOTHING));
    centre.accounts().disabled("gone", true, "local:test");
    Instant past = Instant.parse("2026-01-01T00:00:00Z");
    NOBODIES.put(
        "expired",
        new Accounts(centre.data(), centre.audit(), Clock.fixed(past, ZoneOffset.UTC))
            .addToken("boss", "", Duration.ofDays(1), "local:test")
            .text());
    Accounts.NewToken revoked =
        centre.accounts().addToken("boss", "", Duration.ofDays(1), "local:test");
    centre.accounts().revokeToken("boss", revoked.kept().id(), "local:test");
    NOBODIES.put("revoked", revoked.text());
  }

  @AfterAll
  static void closes() {
    centre.close();
  }

  private static HttpResponse<String> ask(Operation operation, String token, Examples.Example one)
      throws IOException {
    HttpResponse<String> answer =
        centre.send(token, operation.shape().method().name(), one.path(), one.body());
    document.requireDescribed(operation.shape().method().name(), operation.shape().path(), answer);
    return answer;
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void answersEachRoleAsTheTableSays(Operation operation) throws IOException {
    for (Role role : Role.values()) {
      HttpResponse<String> answer = ask(operation, TOKENS.get(role), examples.of(operation));

      assertThat(answer.statusCode())
          .as("%s as %s: %s", operation, role, answer.body())
          .isEqualTo(expected(operation, role));
    }
  }

  private static int expected(Operation operation, Role role) {
    if (reach(operation, role) == Access.Reach.NONE) {
      return 403;
    }
    return expected(operation);
  }

  private static int expected(Operation operation) {
    return switch (operation) {
      // There is no change in three days; a test on notices of phenomena has one.
      case VERDICT -> 422;
      // There is no provider here; ApiOpenIdTest has one.
      case LOGIN_BY_OPENID, BACK_FROM_OPENID -> 404;
      default -> operation.shape().status();
    };
  }

  private static Access.Reach reach(Operation operation, Role role) {
    return operation.shape().right() == null
        ? Access.Reach.ALL
        : new Access(role, role == Role.PARTNER ? CAMPUS : Scope.NOTHING)
            .reach(operation.shape().right());
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void turnsAwayWhoeverIsNobody(Operation operation) throws IOException {
    Examples.Example one = examples.of(operation);
    int anonymous = operation.shape().right() == null ? expected(operation) : 401;
    assertThat(ask(operation, null, one).statusCode()).isEqualTo(anonymous);
    for (Map.Entry<String, String> nobody : NOBODIES.entrySet()) {
      assertThat(ask(operation, nobody.getValue(), one).statusCode())
          .as("%s as %s", operation, nobody.getKey())
          .isEqualTo(401);
    }
  }

  @Test
  void thePageOfAuthorisationIsThatOfTheCode() throws IOException {
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).as("run with TEITEN_WRITE_DOCS=true").isEqualTo(page());
  }

  private static String page() {
    String head =
        """
        # Who may do what

        Written by `AuthorisationTest` from the list of operations and the rule (`Access`), and tried by it: every operation with every
        role, without a credential, and with an unknown, malformed, expired or revoked token and one of a disabled account. Without a good credential
        the answer is 401, where the table says "no" it is 403. `RandomAccessTest` tries random partners, prefixes and questions.

        - **its own**: sensors of the account's groups; sources of the constituency of its organisations, as the contacts decide
          ([49-notices.md](49-notices.md)); notices that went out to these organisations, and their contacts.
        - **in aggregate**: nothing that fewer than 10 sources sent, or fewer than 3 sensors of others saw; no sensor of others;
          numbers to two digits, counts to tens at the finest; series by day or week. Of reports the public edition.

        """;
    String columns =
        Stream.concat(
                Stream.of("operation"),
                Stream.concat(Arrays.stream(Role.values()).map(Role::label), Stream.of("nobody")))
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    String rule = "|---".repeat(Role.values().length + 2) + "|\n";
    String rows =
        Arrays.stream(Operation.values()).map(AuthorisationTest::row).collect(Collectors.joining());
    return head + columns + rule + rows;
  }

  private static String row(Operation one) {
    return Stream.concat(
            Stream.of("`" + one.shape().method() + " " + one.shape().path() + "`"),
            Stream.concat(
                Arrays.stream(Role.values()).map(role -> ApiDocument.words(reach(one, role))),
                Stream.of(one.shape().right() == null ? "all" : "no")))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
