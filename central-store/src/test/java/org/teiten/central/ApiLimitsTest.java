// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

/** What whoever asks too much is told: 429, 503 and 504, and that it is over again. */
class ApiLimitsTest {
  private static final String PERIOD = "?from=2026-06-15&to=2026-06-17";
  private static final String PHENOMENA = "/v1/phenomena" + PERIOD;
  private static final String SERIES = "/v1/series/ports" + PERIOD;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private ApiCentre centre(String... lines) throws Exception {
    return new ApiCentre(Run.config(folder, lines));
  }

  private static ApiDocumentOfServer described(ApiCentre centre) throws IOException {
    return new ApiDocumentOfServer(centre);
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String type, String detail) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = new JsonMapper().readTree(answer.body());
    assertThat(problem.path("type").asText()).isEqualTo("urn:teiten:problem:" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).contains(detail);
  }

  private static long answered(ApiCentre centre, int status) {
    return centre
        .metrics()
        .lines()
        .filter(line -> line.startsWith("teiten_query_answers_total{status=\"" + status + "\"}"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoeverAsksTooOftenIsToldWhenToComeAgainAndNobodyElseIs() throws Exception {
    try (ApiCentre centre =
        centre("query: {listen: '127.0.0.1:0', requests_a_minute: 60, strangers_a_minute: 60}")) {
      ApiDocumentOfServer document = described(centre);
      String hasty = centre.token("hasty", Role.ANALYST, Scope.NOTHING);
      String calm = centre.token("calm", Role.ANALYST, Scope.NOTHING);

      HttpResponse<String> refused = untilRefused(centre, hasty);

      assertProblem(refused, 429, "too_many", "more than 60 requests a minute; come again in 1 s");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.headers().firstValue("RateLimit")).contains("\"minute\";r=0;t=1");
      document.requireDescribed("GET", "/v1/self", refused);
      assertThat(answered(centre, 429)).isEqualTo(1);
      assertThat(centre.get(calm, "/v1/self").statusCode()).isEqualTo(200);
      assertThat(centre.get(null, "/v1/health").statusCode()).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> centre.get(hasty, "/v1/self").statusCode() == 200);
    }
  }

  @Test
  void whoeverGuessesTokensIsSlowedAndNoAccountIs() throws Exception {
    try (ApiCentre centre = centre("query: {listen: '127.0.0.1:0', strangers_a_minute: 5}")) {
      String analyst = centre.token("sato", Role.ANALYST, Scope.NOTHING);
      String guess = "teiten_" + "A".repeat(43);

      HttpResponse<String> refused = untilRefused(centre, guess);

      assertProblem(refused, 429, "too_many", "more than 5 requests a minute");
      assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1, 12);
      assertProblem(centre.get(null, "/v1/health"), 429, "too_many", "more than 5");
      assertThat(centre.get(analyst, "/v1/self").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> untilRefused(ApiCentre centre, String token)
      throws IOException {
    HttpResponse<String> answer;
    int asked = 0;
    do {
      answer = centre.get(token, "/v1/self");
      asked++;
    } while (answer.statusCode() != 429 && asked < 1_000);
    return answer;
  }

  /** A file of knowledge that nobody writes holds one question, beyond its deadline. */
  @Test
  void whoeverFindsNoRoomIsToldToComeAgainAndWhoeverTookItTooLongGetsNoAnswer() throws Exception {
    Path facts = Files.createDirectory(folder.resolve("facts"));
    Path config = Run.config(folder, "query: {listen: '127.0.0.1:0', at_a_time: 1, deadline: 2s}");
    Files.writeString(
        config, Files.readString(config).replace("knowledge: {", "knowledge: {facts: facts, "));
    try (ApiCentre centre = new ApiCentre(config)) {
      ApiDocumentOfServer document = described(centre);
      String analyst = centre.token("sato", Role.ANALYST, Scope.NOTHING);
      await().atMost(PATIENCE).until(() -> centre.get(analyst, PHENOMENA).statusCode() == 200);
      long before = answered(centre, 504);
      Path slow = facts.resolve("slow.yaml");
      assertThat(new ProcessBuilder("mkfifo", slow.toString()).start().waitFor()).isZero();
      FutureTask<HttpResponse<String>> held =
          new FutureTask<>(() -> centre.get(analyst, PHENOMENA));
      Thread holding = new Thread(held, "holding");
      holding.start();
      HttpResponse<String> refused;
      try {
        await()
            .atMost(PATIENCE)
            .until(() -> centre.metrics().contains("teiten_query_running_questions 1"));
        refused = centre.get(analyst, SERIES);
      } finally {
        // Open for both ways it waits for no reader.
        try (RandomAccessFile written = new RandomAccessFile(slow.toFile(), "rw")) {
          written.writeBytes("vulnerabilities: []\n");
        }
      }

      assertProblem(refused, 503, "busy", "as many questions as it takes are being answered");
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      document.requireDescribed("GET", "/v1/series/{subject}", refused);
      HttpResponse<String> late = held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertProblem(late, 504, "too_long", "no answer within 2 s (query.deadline); ask for fewer");
      document.requireDescribed("GET", "/v1/phenomena", late);
      assertThat(answered(centre, 503)).isEqualTo(1);
      assertThat(answered(centre, 504)).isEqualTo(before + 1);
      requireAnswers(centre, analyst);
      assertThat(centre.metrics()).contains("teiten_query_running_questions 0");
    }
  }

  @Test
  void aQuestionThatTheStoreAnswersTooSlowlyIsEndedAndTheNextIsAnswered() throws Exception {
    try (ApiCentre centre = centre("query: {listen: '127.0.0.1:0', at_a_time: 1, deadline: 1s}")) {
      String analyst = centre.token("sato", Role.ANALYST, Scope.NOTHING);
      try (Connection connection = centre.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER TABLE intervals RENAME TO quick");
        statement.execute(
            """
            CREATE VIEW intervals AS FROM quick UNION ALL BY NAME
            SELECT 1 AS sensor, false AS overlap, TIMESTAMP '2026-06-15' AS observed_from,
              TIMESTAMP '2026-06-16' AS observed_to
            FROM range(1000000000000)
            """);

        HttpResponse<String> late = centre.get(analyst, SERIES);

        assertProblem(late, 504, "too_long", "no answer within 1 s (query.deadline)");
        assertThat(answered(centre, 504)).isEqualTo(1);
        statement.execute("DROP VIEW intervals");
        statement.execute("ALTER TABLE quick RENAME TO intervals");
      }
      requireAnswers(centre, analyst);
    }
  }

  /** Soon: a deadline of a second or two is short on a busy machine. */
  private static void requireAnswers(ApiCentre centre, String token) {
    await().atMost(PATIENCE).until(() -> centre.get(token, "/v1/sensors").statusCode() == 200);
  }
}
