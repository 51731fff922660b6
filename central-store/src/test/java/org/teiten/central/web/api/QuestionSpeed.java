// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.GeneratedPart;
import org.teiten.central.Run;
import org.teiten.central.ingest.ProcessCentre;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreConfig;
import org.teiten.support.config.ByteSize;

/**
 * Questions to a centre that is a process of its own, over HTTP, beside the bare SQL in the same
 * file with the same memory limit and threads. Its name keeps it out of the ordinary tests: {@code
 * ./test.sh --long store} asks for it, and it writes a part of docs/97-store.md.
 */
class QuestionSpeed {
  private static final long[] ROWS =
      Arrays.stream(System.getProperty("teiten.speed.rows", "20000000,100000000").split(",", -1))
          .mapToLong(Long::parseLong)
          .toArray();
  private static final int REPEATS = 9;

  /** A centre runs for months: its virtual machine has seen each question before. */
  private static final int ASKED_BEFORE = 10;

  private static final int HEAP_MIB = 1_024;
  private static final StoreConfig STORE =
      new StoreConfig(ByteSize.parse("2GiB"), 2, ByteSize.parse("0B"));
  private static final JsonMapper JSON = new JsonMapper();
  private static final String QUARTER =
      "from=" + HalfYear.FROM + "&to=" + HalfYear.TO + "&zone=" + HalfYear.ZONE;

  @TempDir private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StringBuilder part = new StringBuilder();
  private String at;
  private String token;

  /**
   * A question.
   *
   * @param packetsFrom what its packets come from
   */
  private record Question(String what, String path, String packetsFrom, String bare) {}

  private interface Asking {
    void ask() throws Exception;
  }

  private static final List<Question> QUESTIONS =
      List.of(
          ranking("ports", "", "rollups", "protocol, port", ""),
          ranking("countries", "", "rollups", "country", ""),
          ranking("networks", "", "rollups", "asn", ""),
          ranking("ports", "&group=jp", "rollups, sources from rows", "protocol, port", ""),
          ranking(
              "countries", "&port=22/tcp", "rows", "country", " AND protocol = 6 AND port = 22"),
          ranking("networks", "&port=22/tcp", "rows", "asn", " AND protocol = 6 AND port = 22"),
          ranking("ports", "&country=AD", "rows", "protocol, port", " AND country = 'AD'"),
          new Question(
              "ranking of ports by distinct sources",
              "rankings/ports?by=sources&" + QUARTER,
              "rollups",
              BareQuestions.rankingBySources("protocol, port")),
          series("ports", "", "rollups", "protocol, port", ""),
          series(
              "countries", "&port=22/tcp", "rows", "country", " AND protocol = 6 AND port = 22"));

  private static Question ranking(
      String subject, String words, String from, String key, String filter) {
    return new Question(
        "ranking of " + subject + words.replace('&', ' '),
        "rankings/" + subject + "?" + QUARTER + words,
        from,
        BareQuestions.ranking(key, filter));
  }

  private static Question series(
      String subject, String words, String from, String key, String filter) {
    return new Question(
        "daily series of ten " + subject + words.replace('&', ' '),
        "series/" + subject + "?unit=day&limit=10&" + QUARTER + words,
        from,
        BareQuestions.series(key, filter));
  }

  @Test
  void answersOverHttpHardlySlowerThanBareSql() throws Exception {
    for (long rows : ROWS) {
      measure(Files.createDirectory(folder.resolve(Long.toString(rows))), rows);
    }
    GeneratedPart.write("97-store.md", "questions", GeneratedPart.machine() + "\n" + part);
  }

  private void measure(Path own, long rows) throws Exception {
    Path data = own.resolve("data");
    double rollUp = HalfYear.make(data, STORE, rows);
    Path file = data.resolve(FlowStore.FILE);
    // A store is one process's: the bare SQL has a copy.
    Path copy = Files.createDirectory(own.resolve("copy"));
    Files.copy(file, copy.resolve(FlowStore.FILE));
    part.append(
        String.format(
            Locale.ROOT,
            "%n%,d rows in %.1f GiB, intervals of %d min, rolled up in %.0f s.%n%n"
                + "| question | packets from | API, ms | bare SQL, ms | times |%n"
                + "|---|---|---:|---:|---:|%n",
            rows,
            Files.size(file) / (double) (1L << 30),
            HalfYear.MINUTES,
            rollUp));
    try (FlowStore store = FlowStore.openForReading(copy, STORE);
        Connection bare = store.connect();
        ProcessCentre centre =
            new ProcessCentre(
                own,
                List.of("-XX:+UseSerialGC", "-Xmx" + HEAP_MIB + "m", "-XX:-UsePerfData"),
                "",
                "store: {memory_limit: " + STORE.memoryLimit() + ", threads: 2, min_free: 0B}",
                "query: {listen: '127.0.0.1:0', requests_a_minute: 100000, deadline: 10m}")) {
      token(centre.config);
      centre.start();
      at = centre.questions() + "/v1/";
      for (int i = 0; i < ASKED_BEFORE; i++) {
        for (Question question : QUESTIONS) {
          json(question.path());
        }
      }
      forgetPeak();
      long before = peakMiB();
      for (Question question : QUESTIONS) {
        ask(question, bare);
      }
      part.append(
          String.format(
              Locale.ROOT,
              "%nPeak of the centre's resident memory: %,d MiB, of a heap of at most %,d MiB and DuckDB's"
                  + " limit of %,d MiB. The bare%nquestions in a process of their own took %,d MiB.%n",
              centre.peakMiB(),
              HEAP_MIB,
              STORE.memoryLimit().bytes() >> 20,
              peakMiB() - before));
      assertThat(centre.stop()).isZero();
    }
    Files.delete(file);
    Files.delete(copy.resolve(FlowStore.FILE));
  }

  /** By turns, for the machine's speed is not always the same. */
  private void ask(Question question, Connection bare) throws Exception {
    compare(question, json(question.path()), rows(bare, question.bare()));
    long[] ours = new long[REPEATS];
    long[] theirs = new long[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      theirs[i] = nanos(() -> rows(bare, question.bare()));
      ours[i] = nanos(() -> json(question.path()));
    }
    long api = medianMillis(ours);
    long sql = medianMillis(theirs);
    part.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %d | %.2f |%n",
            question.what(),
            question.packetsFrom(),
            api,
            sql,
            (double) api / sql));
  }

  private static long nanos(Asking asking) throws Exception {
    long begin = System.nanoTime();
    asking.ask();
    return System.nanoTime() - begin;
  }

  private static long medianMillis(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1_000_000;
  }

  private static List<List<Object>> rows(Connection connection, String text) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<Object> one = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          one.add(row.getObject(i));
        }
        rows.add(one);
      }
    }
    return rows;
  }

  private static void compare(Question question, JsonNode answer, List<List<Object>> bare) {
    if (answer.has("series")) {
      compareSeries(question, answer.at("/series/series"), bare);
      return;
    }
    JsonNode rows = answer.at("/ranking/rows");
    assertThat(rows).as(question.what()).hasSize(10).hasSameSizeAs(bare);
    for (int i = 0; i < bare.size(); i++) {
      JsonNode row = rows.get(i);
      List<Object> other = bare.get(i);
      String what = question.what() + ": " + row + " and " + other;
      assertThat(key(row)).as(what).isEqualTo(other.get(0));
      assertThat(row.get("packets").asLong()).as(what).isEqualTo(number(other.get(1)));
      assertThat(row.get("rate").asDouble()).as(what).isCloseTo(rate(other.get(2)), within(1e-5));
      compare(what, row, other.get(3), other.get(4));
    }
  }

  private static void compare(String what, JsonNode row, Object previousRank, Object sources) {
    assertThat(row.get("previous_rank").asText()).as(what).isEqualTo(String.valueOf(previousRank));
    // The error is two sigmas: one in twenty is beyond it.
    assertThat(row.get("sources").asLong())
        .as(what)
        .isCloseTo(number(sources), within(2 * row.get("sources_error").asLong()));
  }

  private static void compareSeries(Question question, JsonNode lines, List<List<Object>> bare) {
    Map<String, JsonNode> points = new LinkedHashMap<>();
    Map<String, JsonNode> totals = new LinkedHashMap<>();
    lines.forEach(line -> points.put(key(line.get("total")), line.get("points")));
    lines.forEach(line -> totals.put(key(line.get("total")), line.get("total")));
    assertThat(points).as(question.what()).hasSize(10);
    long packets = 0;
    for (List<Object> other : bare) {
      JsonNode point = points.get(other.get(0)).get((int) number(other.get(1)));
      String what = question.what() + ": " + point + " and " + other;
      assertThat(point.get("packets").asLong()).as(what).isEqualTo(number(other.get(2)));
      assertThat(point.get("rate").asDouble()).as(what).isCloseTo(rate(other.get(3)), within(1e-5));
      compare(what, totals.get(other.get(0)), other.get(4), other.get(5));
      packets += number(other.get(2));
    }
    long shown = 0;
    for (JsonNode line : points.values()) {
      for (JsonNode point : line) {
        shown += point.get("packets").asLong();
      }
    }
    assertThat(shown).as(question.what()).isEqualTo(packets).isPositive();
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static double rate(Object value) {
    return ((Number) value).doubleValue();
  }

  private static String key(JsonNode row) {
    if (row.has("protocol")) {
      String protocol = row.get("protocol").asText().equals("tcp") ? "6" : "17";
      return protocol + " " + row.get("port").asText();
    }
    return row.path("network").isMissingNode()
        ? row.get("country").asText()
        : row.get("network").asText();
  }

  private void token(Path config) {
    Run.Result account =
        Run.command("accounts", "add", "speed", "--role", "analyst", "--config", config);
    assertThat(account.code()).as(account.err()).isZero();
    Run.Result made = Run.command("accounts", "token", "add", "speed", "--config", config);
    assertThat(made.code()).as(made.err()).isZero();
    token = made.out().strip();
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(at + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    JsonNode json = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).as(path + ": " + json).isEqualTo(200);
    return json;
  }

  private static void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
  }

  private static long peakMiB() throws IOException {
    return ProcessCentre.peakMiB("self");
  }
}
