// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

class ApiTest {
  private static final String PERIOD = "from=2026-06-15&to=2026-06-17";
  private static final String PORTS = "/v1/rankings/ports?" + PERIOD;
  private static final String SOURCES = "/v1/sources?least_packets=1&single_packets=true&" + PERIOD;

  @TempDir private static Path folder;
  private static ObservedWorld world;
  private static ApiCentre centre;
  private static String analyst;
  private static String partner;
  private static String reader;
  private static String administrator;

  @BeforeAll
  static void opens() throws Exception {
    world = new ObservedWorld(folder, 1, 40);
    centre = new ApiCentre(world.config());
    administrator = centre.token("boss", Role.ADMINISTRATOR, Scope.NOTHING);
    analyst = centre.token("sato", Role.ANALYST, Scope.NOTHING);
    reader = centre.token("public", Role.READER, Scope.NOTHING);
    partner =
        centre.token("campus", Role.PARTNER, ApiCentre.scope(List.of("campus"), List.of("campus")));
  }

  @AfterAll
  static void closes() {
    centre.close();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:teiten:problem:").contains(detail);
  }

  @Test
  void saysWhoIAmAndWhatIsMine() throws IOException {
    JsonNode self = centre.json(partner, "/v1/self");

    assertThat(self.path("account").asText()).isEqualTo("campus");
    assertThat(self.path("role").asText()).isEqualTo("partner");
    assertThat(self.at("/groups/0").asText()).isEqualTo("campus");
  }

  @Test
  void letsAnAskerInAmongAnyNumberOfConnectionsThatSayNothing() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 600; i++) {
        Socket one = new Socket(centre.address().getAddress(), centre.address().getPort());
        silent.add(one);
        one.getOutputStream().write("GET ".getBytes(StandardCharsets.US_ASCII));
      }

      HttpResponse<String> answer =
          centre.send(centre.request(analyst, "/v1/self").timeout(Duration.ofSeconds(10)).GET());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
      assertThat(centre.metrics()).containsPattern("teiten_query_silent_connections_total [1-9]");
    } finally {
      for (Socket one : silent) {
        one.close();
      }
    }
  }

  @Test
  void turnsAwayWhoShowsNoTokenOrAWrongOne() throws IOException {
    HttpResponse<String> none = centre.get(null, "/v1/self");
    assertProblem(none, 401, "send a token");
    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"teiten\"");
    assertProblem(centre.get("teiten_" + "A".repeat(43), "/v1/self"), 401, "not known");
    assertProblem(
        centre.send(
            centre.request(null, "/v1/self").header("Authorization", "Basic Ym9zczpib3Nz").GET()),
        401,
        "not known");
    assertThat(centre.json(null, "/v1/health").path("status").asText()).isEqualTo("ok");
  }

  @Test
  void ranksInFullForAnAnalystPageByPage() throws IOException {
    long total = world.sent().stream().mapToLong(ObservedWorld.Sent::packets).sum();
    List<String> rows = new ArrayList<>();
    long packets = 0;
    String cursor = "";
    do {
      JsonNode page = centre.json(analyst, PORTS + "&limit=2&cursor=" + cursor);
      assertThat(page.path("view").asText()).isEqualTo("full");
      assertThat(page.path("withheld").isNull()).isTrue();
      for (JsonNode row : page.at("/ranking/rows")) {
        rows.add(row.path("rank").asText() + " " + row.path("port").asText());
        packets += row.path("packets").asLong();
      }
      cursor = page.path("next").asText("null");
    } while (!cursor.equals("null"));

    assertThat(rows).hasSize(5).doesNotHaveDuplicates();
    assertThat(packets).isEqualTo(total);
    assertThat(centre.json(analyst, PORTS).at("/ranking/coverage/sensors")).hasSize(9);
  }

  @Test
  void refusesACursorOfAnotherQuestion() throws IOException {
    String next = centre.json(analyst, PORTS + "&limit=2").path("next").asText();

    assertProblem(
        centre.get(analyst, PORTS + "&limit=2&port=23/tcp&cursor=" + next), 400, "cursor");
    assertProblem(centre.get(analyst, PORTS + "&cursor=nonsense"), 400, "cursor");
  }

  @Test
  void givesTheWholeToAReaderWithoutSensorsAndRounded() throws IOException {
    JsonNode answer = centre.json(reader, PORTS);

    assertThat(answer.path("view").asText()).isEqualTo("aggregate");
    assertThat(answer.at("/ranking/coverage/sensors")).isEmpty();
    assertThat(answer.at("/ranking/rows")).isNotEmpty();
    for (JsonNode row : answer.at("/ranking/rows")) {
      assertThat(row.path("packets").asLong() % 10).isZero();
      assertThat(row.has("groups")).isFalse();
    }
    assertThat(answer.toString()).doesNotContain("campus-").doesNotContain("domestic");
  }

  @Test
  void refusesAReaderSensorsGroupsHoursAndWhatIsTold() throws IOException {
    assertProblem(centre.get(reader, PORTS + "&group=domestic"), 403, "not one of yours");
    assertProblem(centre.get(reader, PORTS + "&sensor=campus-1"), 403, "not one of yours");
    assertProblem(centre.get(reader, PORTS + "&sensor=nowhere"), 403, "not one of yours");
    assertProblem(centre.get(reader, PORTS + "&compare_groups=true"), 403, "one's own only");
    assertProblem(centre.get(reader, "/v1/rankings/sensors?" + PERIOD), 403, "one's own only");
    assertProblem(
        centre.get(reader, "/v1/series/ports?unit=hour&" + PERIOD), 403, "by day or week");
    assertProblem(centre.get(reader, "/v1/sources?" + PERIOD), 403, "reader");
    assertProblem(centre.get(reader, "/v1/sensors"), 403, "reader");
    assertThat(centre.get(reader, "/v1/sensors").body()).doesNotContain("campus-1");
  }

  @Test
  void givesAPartnerItsOwnSensorsInFull() throws IOException {
    JsonNode answer = centre.json(partner, "/v1/rankings/sensors?group=campus&" + PERIOD);

    assertThat(answer.path("view").asText()).isEqualTo("full");
    assertThat(answer.at("/ranking/rows")).hasSize(3);
    assertThat(centre.json(partner, PORTS + "&sensor=campus-2").path("view").asText())
        .isEqualTo("full");
    assertThat(centre.json(partner, "/v1/sensors").path("sensors"))
        .extracting(one -> one.path("sensor").asText())
        .containsExactly("campus-1", "campus-2", "campus-3");
    assertProblem(centre.get(partner, PORTS + "&sensor=domestic-1"), 403, "not one of yours");
    assertProblem(
        centre.get(partner, PORTS + "&group=campus&sensor=domestic-1"), 403, "not one of yours");
  }

  @Test
  void givesAPartnerItsConstituencysSourcesAndNotesIt() throws IOException {
    Set<String> own =
        world.sent().stream()
            .map(ObservedWorld.Sent::source)
            .filter(one -> one.startsWith("133.11."))
            .filter(one -> Integer.parseInt(one.split("\\.", -1)[2]) < 128)
            .collect(Collectors.toSet());
    long before = centre.audit().verify().entries();

    JsonNode answer = centre.json(partner, SOURCES + "&limit=1000");

    assertThat(answer.path("sources"))
        .extracting(one -> one.path("address").asText())
        .containsExactlyInAnyOrderElementsOf(own);
    assertThat(answer.path("told"))
        .extracting(one -> one.path("organisation").asText())
        .containsExactly("campus");
    assertThat(answer.at("/coverage/sensors"))
        .allSatisfy(one -> assertThat(one.path("group").asText()).isEqualTo("campus"));
    assertThat(centre.audit().read(before, 10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.who()).isEqualTo("campus");
              assertThat(one.what()).isEqualTo("sources.read");
              assertThat(one.detail())
                  .containsEntry("sources", Integer.toString(own.size()))
                  .containsEntry("operation", "sources");
              assertThat(one.detail().get("question")).contains("from=2026-06-15");
              assertThat(one.toString()).doesNotContain("133.11.");
            });
  }

  @Test
  void pagesThroughSourcesWithoutLosingOrRepeatingOne() throws IOException {
    long all = world.sent().stream().map(ObservedWorld.Sent::source).distinct().count();
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = centre.json(analyst, SOURCES + "&lines=1&limit=60&cursor=" + cursor);
      page.path("sources").forEach(one -> seen.add(one.path("address").asText()));
      cursor = page.path("next").asText("null");
    } while (!cursor.equals("null"));

    assertThat(seen).hasSize((int) all).doesNotHaveDuplicates();
  }

  @Test
  void answers304ToWhoHasTheAnswerAlready() throws IOException {
    HttpResponse<String> first = centre.get(analyst, PORTS);
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> second =
        centre.send(centre.request(analyst, PORTS).header("If-None-Match", tag).GET());
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("ETag")).contains(tag);
    assertThat(
            centre
                .send(centre.request(analyst, PORTS).header("If-None-Match", "\"x\"").GET())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithAQuestion() throws IOException {
    assertProblem(centre.get(analyst, PORTS + "&nonsense=1"), 400, "there are: by, class");
    assertProblem(centre.get(analyst, "/v1/rankings/ports?to=2026-06-17"), 400, "from is missing");
    assertProblem(centre.get(analyst, PORTS + "&limit=0"), 400, "limit must be 1 to 1000");
    assertProblem(
        centre.get(analyst, PORTS + "&limit=1&limit=2"), 400, "limit must stand there once");
    assertProblem(centre.get(analyst, PORTS + "&by=luck"), 400, "by must be one of");
    assertProblem(centre.get(analyst, "/v1/rankings/cats?" + PERIOD), 400, "subject must be one");
    assertProblem(centre.get(analyst, PORTS + "&country=XX"), 400, "not a country");
    assertProblem(centre.get(analyst, PORTS + "&zone=" + "x".repeat(201)), 400, "200 characters");
  }

  @Test
  void saysThatThereIsNothingToReportOn() throws IOException {
    assertProblem(centre.get(analyst, "/v1/reports/2001Q1"), 404, "nothing was observed in 2001Q1");
    assertProblem(centre.get(analyst, "/v1/reports/2001"), 400, "2001");
    assertProblem(centre.get(reader, "/v1/reports/2026Q2?edition=internal"), 403, "public one");
  }

  /** Whoever cannot be noted is given nothing. */
  @Test
  void givesNoSourcesThatTheAuditCannotNote() throws IOException {
    Path audit = centre.data().resolve("audit");
    Path away = centre.data().resolve("audit-away");
    Files.move(audit, away);
    Files.writeString(audit, "in the way");
    try {
      HttpResponse<String> answer = centre.get(analyst, SOURCES);
      assertProblem(answer, 500, "its operator finds why");
      assertThat(answer.body()).doesNotContain("133.11.");
    } finally {
      Files.delete(audit);
      Files.move(away, audit);
    }
  }

  @Test
  void answersProblemsAlsoWhereThereIsNothingToAsk() throws IOException {
    assertProblem(centre.get(analyst, "/v1/nothing"), 404, "nothing is at this path");
    assertProblem(centre.send(analyst, "DELETE", "/v1/sensors", null), 405, "OPTIONS says");
    assertProblem(
        centre.send(analyst, "POST", "/v1/notices", "x".repeat(70_000)), 413, "65536 bytes");
    assertProblem(centre.send(analyst, "POST", "/v1/notices", "{"), 422, "the body is not");
    assertProblem(
        centre.send(
            analyst,
            "POST",
            "/v1/notices",
            "{\"from\":\"2026-06-15\",\"to\":\"2026-06-15\",\"form\":1}"),
        422,
        "Unrecognized field \\\"form\\\"");
    assertProblem(centre.send(analyst, "POST", "/v1/notices", "{}"), 422, "from and to");
    assertProblem(
        centre.send(
            centre
                .request(analyst, "/v1/notices")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        415,
        "must be JSON");
  }

  @Test
  void answersHeadWithoutABodyAndOptionsWithWhatMayBeAsked() throws IOException {
    HttpResponse<String> head = centre.send(analyst, "HEAD", PORTS, null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).isPresent();
    assertProblemHead(centre.send(null, "HEAD", PORTS, null));
    HttpResponse<String> options = centre.send(null, "OPTIONS", "/v1/notices", null);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
    assertThat(options.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static void assertProblemHead(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void sendsHeadersThatKeepBrowsersAndCachesFromHarm() throws IOException {
    HttpResponse<String> answer = centre.get(analyst, PORTS);

    assertThat(answer.headers().map())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cache-control", List.of("private, no-cache"))
        .containsKey("content-security-policy")
        .containsKey("ratelimit")
        .containsKey("ratelimit-policy")
        .doesNotContainKey("server")
        .doesNotContainKey("access-control-allow-origin");
    assertThat(centre.get(analyst, SOURCES + "&limit=1").headers().firstValue("Cache-Control"))
        .contains("no-store");
  }

  @Test
  void countsWhatIsAskedAndAnswered() throws IOException {
    centre.get(reader, "/v1/sensors");

    assertThat(centre.metrics())
        .contains("teiten_query_requests_total{operation=\"sensors\"}")
        .containsPattern("teiten_query_answers_total\\{status=\"403\"} [1-9]")
        .contains("teiten_query_given_sources_total");
  }

  @Test
  void administratorsKeepAccountsAndReadTheAudit() throws IOException {
    String path = "/v1/accounts/tanaka";
    assertThat(centre.send(administrator, "PUT", path, "{\"role\":\"reader\"}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> made =
        centre.send(administrator, "POST", path + "/tokens", "{\"note\":\"test\",\"days\":1}");
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode token = new com.fasterxml.jackson.databind.json.JsonMapper().readTree(made.body());
    String secret = token.path("secret").asText();
    assertThat(centre.json(secret, "/v1/self").path("account").asText()).isEqualTo("tanaka");

    assertThat(
            centre
                .send(administrator, "PUT", path, "{\"role\":\"reader\",\"disabled\":true}")
                .statusCode())
        .isEqualTo(200);
    assertThat(centre.get(secret, "/v1/self").statusCode()).isEqualTo(401);
    assertThat(
            centre
                .send(
                    administrator,
                    "DELETE",
                    path + "/tokens/" + token.at("/token/token").asText(),
                    null)
                .statusCode())
        .isEqualTo(204);
    assertProblem(
        centre.send(administrator, "PUT", "/v1/accounts/boss", "{\"role\":\"reader\"}"),
        409,
        "another administrator");
    JsonNode audit = centre.json(administrator, "/v1/audit?limit=1000");
    assertThat(audit.path("entries"))
        .anySatisfy(
            one -> {
              assertThat(one.path("who").asText()).isEqualTo("boss");
              assertThat(one.path("what").asText()).isEqualTo("account.disabled");
            });
    assertThat(audit.toString()).doesNotContain(secret);
  }
}
