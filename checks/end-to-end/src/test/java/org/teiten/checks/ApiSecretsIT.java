// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.PcapFileWriter;
import org.teiten.checks.traffic.WorldCapture;
import org.teiten.flowtuple.IpAddress;

/**
 * What monitored addresses sent, were sent and were quoted as goes through a sensor and a centre;
 * the API tells an administrator everything, and none of them.
 */
class ApiSecretsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-06-01T11:59:59Z");
  private static final String MONITORED_IPV6 = "2001:200:77:1::25";

  /** Outside of what is monitored, though the first begins as a monitored one does. */
  private static final List<String> NEIGHBOURS =
      List.of("133.11.5.17", "133.11.5.77", "2001:200:77:2::25");

  /** What a parameter is asked with, where an operation has it. */
  private static final Map<String, String> WORDS =
      Map.of(
          "from", "2026-06-01",
          "to", "2026-06-01",
          "limit", "1000",
          "least_packets", "1",
          "single_packets", "true",
          "research_scanners", "true",
          "lines", "100",
          "compare_groups", "true",
          "unit", "hour",
          "class", "all");

  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ChildProcess centre;
  private static String url;
  private static String token;
  private static String notice;
  private static JsonNode document;
  private static final Map<String, HttpResponse<String>> ANSWERS = new LinkedHashMap<>();

  private static List<String> monitored() {
    List<String> all = new ArrayList<>();
    IntStream.range(0, 16).forEach(i -> all.add("133.11.5." + i));
    all.add(MONITORED_IPV6);
    return all;
  }

  @BeforeAll
  static void asksEverything() throws Exception {
    write(folder.resolve("odd.pcap"));
    WorldCapture world =
        new WorldCapture(
            Checkout.top().resolve("config/origin/country-ipv4.csv.gz"),
            frames(),
            monitored().subList(0, 16).toArray(String[]::new),
            11);
    world.write(folder.resolve("world.pcap"), 300, START.plusSeconds(60));
    run(
        Checkout.sensor(),
        "read",
        "--monitored",
        "133.11.5.0/28,2001:200:77:1::/64",
        "--sensor",
        "archive-1",
        "--batches",
        folder.resolve("batches").toString(),
        folder.resolve("odd.pcap").toString(),
        folder.resolve("world.pcap").toString());
    Path config = config();
    central(config, "import", "--register", folder.resolve("batches").toString());
    central(config, "accounts", "add", "boss", "--role", "administrator");
    token = central(config, "accounts", "token", "add", "boss").strip();
    centre =
        ChildProcess.start(
            folder,
            "centre",
            List.of(Checkout.central().toString(), "run", "--config", config.toString()));
    await("the centre answers")
        .atMost(Duration.ofMinutes(2))
        .ignoreException(ConnectException.class)
        .until(() -> get("/v1/health").statusCode() == 200);
    notice = drafted();
    document = JSON.readTree(get("/v1/openapi.json").body());
    for (String path : paths()) {
      ANSWERS.put(path, get(path));
    }
  }

  private static Frames frames() {
    return new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC);
  }

  /** Monitored addresses as source, destination and quoted, and neighbours of theirs as sources. */
  private static void write(Path pcap) throws IOException {
    Frames frames = frames();
    List<byte[]> odd = new ArrayList<>();
    for (String own : monitored().subList(0, 16)) {
      odd.add(frames.tcp(own, 139, own, 139, "S"));
      odd.add(frames.tcp(own, 40_000, "133.11.5.2", 445, "S"));
      odd.add(frames.unreachable("192.0.2.200", own, own, "192.0.2.200", 81));
      odd.add(frames.unreachable("192.0.2.200", own, "192.0.2.200", own, 82));
      odd.add(frames.tcp(NEIGHBOURS.get(0), 40_000, own, 22, "S"));
      odd.add(frames.tcp(NEIGHBOURS.get(1), 443, own, 40_001, "SA"));
    }
    odd.add(frames.tcp(MONITORED_IPV6, 444, MONITORED_IPV6, 444, "S"));
    odd.add(frames.tcp(NEIGHBOURS.get(2), 40_000, MONITORED_IPV6, 443, "S"));
    long micros = START.toEpochMilli() * 1_000;
    try (PcapFileWriter file = new PcapFileWriter(pcap)) {
      for (byte[] frame : odd) {
        file.write(micros, frame);
        micros += 1_000;
      }
    }
  }

  private static Path config() throws IOException {
    int port = freePort();
    url = "http://127.0.0.1:" + port;
    Files.writeString(
        Files.createDirectory(folder.resolve("contacts")).resolve("all.yaml"),
        """
        organisations:
          - id: neighbour
            name: Example University
            prefixes: [133.11.0.0/16]
            contacts: [csirt@campus.example]
            languages: [ja, en]
            formats: [shadowserver, intelmq, xarf]
        """);
    return Files.writeString(
        folder.resolve("central-store.yaml"),
        """
        data: %s
        ingest: {listen: '127.0.0.1:0'}
        http: {listen: '127.0.0.1:0'}
        query: {listen: '127.0.0.1:%d', requests_a_minute: 10000}
        store: {memory_limit: 256MiB, min_free: 0B}
        origin:
          databases:
            - {name: country, kind: country, date: 2026-06-17, family: ipv4, file: %s}
        notices:
          contacts: contacts
          folder: outbox
          sender: {organisation: Example CSIRT, contact: csirt@centre.example}
        """
            .formatted(
                folder.resolve("store"),
                port,
                Checkout.top().resolve("config/origin/country-ipv4.csv.gz")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String run(Path program, String... words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(Arrays.asList(words));
    return ChildProcess.run(command).orThrow(words[0]).out();
  }

  private static String central(Path config, String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--config", config.toString()));
    return run(Checkout.central(), all.toArray(String[]::new));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token)
        .timeout(Duration.ofMinutes(2));
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String drafted() throws IOException, InterruptedException {
    String body =
        "{\"from\":\"2026-06-01\",\"to\":\"2026-06-01\",\"least_packets\":1,\"single_packets\":true}";
    HttpResponse<String> answer =
        CLIENT.send(
            request("/v1/notices")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).at("/notices/0/notice").asText();
  }

  /** Every GET operation of the document, with everything that it can be asked for. */
  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      if (path.getValue().has("get")) {
        paths.addAll(asked(path.getKey(), path.getValue().get("get").path("parameters")));
      }
    }
    return paths;
  }

  private static List<String> asked(String path, JsonNode parameters) {
    List<String> paths =
        List.of(
            path.replace("{notice}", notice)
                .replace("{organisation}", "neighbour")
                .replace("{quarter}", "2026Q2"));
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    for (JsonNode one : parameters) {
      String name = one.path("name").asText();
      if (name.equals("subject")) {
        paths = each("{subject}", one, paths);
      } else if (name.equals("form")) {
        // A PDF is compressed; it is made of the same page as the HTML.
        paths = paths.stream().flatMap(at -> List.of(at, at + "?form=html").stream()).toList();
      } else if (WORDS.containsKey(name)) {
        query.add(name + "=" + WORDS.get(name));
      }
    }
    return paths.stream().map(at -> at.contains("?") ? at : at + query).toList();
  }

  private static List<String> each(String place, JsonNode parameter, List<String> paths) {
    List<String> all = new ArrayList<>();
    for (JsonNode word : parameter.at("/schema/enum")) {
      paths.forEach(path -> all.add(path.replace(place, word.asText())));
    }
    return all;
  }

  @AfterAll
  static void stops() {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  void everyOperationThatReadsAnswers() {
    assertThat(ANSWERS).hasSizeGreaterThan(20);
    ANSWERS.forEach(
        (path, answer) ->
            assertThat(answer.statusCode())
                .as("%s: %s", path, answer.body())
                .isEqualTo(path.startsWith("/v1/session/oidc") ? 404 : 200));
  }

  @Test
  void noneNamesAMonitoredAddressInAnySpelling() {
    for (String address : monitored()) {
      AddressSpellings spellings = new AddressSpellings(IpAddress.parse(address));
      ANSWERS.forEach(
          (path, answer) ->
              assertThat(spellings.in(answer.headers().map() + "\n" + answer.body()))
                  .as("spellings of %s in %s", address, path)
                  .isEmpty());
    }
    assertThat(new AddressSpellings(IpAddress.parse("133.11.5.1")).in(centre.out() + centre.err()))
        .isEmpty();
  }

  @Test
  void neighboursAreNamedSoThatTheSearchIsOfAnswersWithAddresses() {
    assertThat(body("/v1/sources"))
        .contains("\"" + NEIGHBOURS.get(0) + "\"")
        .contains("\"" + NEIGHBOURS.get(2) + "\"");
    assertThat(body("/v1/notices/" + notice)).contains(NEIGHBOURS.get(0));
  }

  private static String body(String begin) {
    return ANSWERS.entrySet().stream()
        .filter(one -> (one.getKey() + "?").startsWith(begin + "?"))
        .map(one -> one.getValue().body())
        .findFirst()
        .orElseThrow();
  }
}
