// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.central.ApiCentre;
import org.teiten.central.ObservedWorld;
import org.teiten.central.ObservedWorld.Sent;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

/**
 * Random partners with random questions, against the rule as it stands in issue 7, stated here anew
 * from what was sent: a partner sees its sensors in full, the whole in aggregate, its own
 * constituency's sources and nobody else's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomAccessTest {
  private static final int QUESTIONS = 25;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b");
  private static final Pattern SENSOR = Pattern.compile("\\b(campus|domestic|overseas)-\\d\\b");
  private static final List<String> ORGANISATIONS =
      List.of("campus", "isp", "jp-csirt", "us-csirt");

  private ObservedWorld world;
  private ApiCentre centre;

  /** A partner, and what is its own. */
  private record Partner(String token, Set<String> groups, Set<String> organisations) {
    boolean isOwn(Sent one) {
      String owner = owner(one);
      return owner != null && organisations.contains(owner);
    }
  }

  /** Words of a question, and what they mean. */
  private record Words(String query, Predicate<Sent> meaning, String group, String sensor) {}

  @BeforeAll
  void opens(@TempDir Path folder) throws Exception {
    world = new ObservedWorld(folder, 3, 60);
    centre = new ApiCentre(world.config());
  }

  @AfterAll
  void closes() {
    centre.close();
  }

  /** Whose a source is: the longest prefix, else the AS, else the country. */
  private static String owner(Sent one) {
    String[] octets = one.source().split("\\.", -1);
    if (one.source().startsWith("133.11.") && Integer.parseInt(octets[2]) < 128) {
      return "campus";
    } else if (one.network().number() == 64_500 || one.network().number() == 64_501) {
      return "isp";
    }
    return switch (one.network().country()) {
      case "JP" -> "jp-csirt";
      case "US" -> "us-csirt";
      default -> null;
    };
  }

  private Partner partner(Random random, String name) throws IOException {
    List<String> groups =
        ObservedWorld.GROUPS.stream().filter(one -> random.nextInt(3) == 0).toList();
    List<String> organisations =
        new ArrayList<>(ORGANISATIONS.stream().filter(one -> random.nextInt(3) == 0).toList());
    if (groups.isEmpty() && organisations.isEmpty()) {
      organisations.add("isp");
    }
    Scope scope = ApiCentre.scope(groups, organisations);
    return new Partner(
        centre.token(name, Role.PARTNER, scope), Set.copyOf(groups), Set.copyOf(organisations));
  }

  private static Words words(Random random) {
    int first = random.nextInt(3);
    int last = first + random.nextInt(3 - first);
    List<String> days = ObservedWorld.DAYS.subList(first, last + 1);
    StringBuilder query =
        new StringBuilder("?from=" + days.get(0) + "&to=" + days.get(days.size() - 1));
    Predicate<Sent> meaning = one -> days.contains(one.day());
    if (random.nextInt(3) == 0) {
      int port = ObservedWorld.PORTS.get(random.nextInt(ObservedWorld.PORTS.size()));
      query.append("&port=").append(port).append("/tcp");
      meaning = meaning.and(one -> one.port() == port);
    }
    ObservedWorld.Network network =
        ObservedWorld.NETWORKS.get(random.nextInt(ObservedWorld.NETWORKS.size()));
    if (random.nextInt(3) == 0) {
      query.append("&country=").append(network.country());
      meaning = meaning.and(one -> one.network().country().equals(network.country()));
    } else if (random.nextInt(3) == 0) {
      query.append("&network=AS").append(network.number());
      meaning = meaning.and(one -> one.network().equals(network));
    }
    String group = null;
    String sensor = null;
    if (random.nextInt(3) == 0) {
      group = ObservedWorld.GROUPS.get(random.nextInt(ObservedWorld.GROUPS.size()));
      query.append("&group=").append(group);
      String asked = group;
      meaning = meaning.and(one -> one.group().equals(asked));
    }
    return new Words(query.toString(), meaning, group, sensor);
  }

  private Words withSensor(Random random, Words words) {
    if (random.nextInt(4) != 0) {
      return words;
    }
    String group = ObservedWorld.GROUPS.get(random.nextInt(ObservedWorld.GROUPS.size()));
    String sensor = group + "-" + (1 + random.nextInt(3));
    return new Words(
        words.query() + "&sensor=" + sensor,
        words.meaning().and(one -> one.sensor().equals(sensor)),
        words.group(),
        sensor);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void seesItsSensorsInFullAndTheWholeInAggregate(long seed) throws IOException {
    Random random = new Random(seed);
    Partner partner = partner(random, "partner-" + seed);
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < QUESTIONS; i++) {
      Words words = withSensor(random, words(random));
      String subject = List.of("ports", "countries", "networks").get(random.nextInt(3));
      HttpResponse<String> answer =
          centre.get(partner.token(), "/v1/rankings/" + subject + words.query() + "&limit=1000");
      requireNothingOfOthers(partner, answer);
      seen.merge(requireRanking(partner, words, subject, answer), 1, Integer::sum);
    }
    assertThat(seen).as("every way to answer was tried").containsKeys("aggregate", "refused");
  }

  /** In no answer, whatever it is. */
  private void requireNothingOfOthers(Partner partner, HttpResponse<String> answer) {
    Set<String> own =
        world.sent().stream().filter(partner::isOwn).map(Sent::source).collect(Collectors.toSet());
    Matcher addresses = ADDRESS.matcher(answer.body());
    while (addresses.find()) {
      assertThat(own).contains(addresses.group());
    }
    Matcher sensors = SENSOR.matcher(answer.body());
    while (sensors.find()) {
      assertThat(partner.groups()).contains(sensors.group(1));
    }
  }

  private String requireRanking(
      Partner partner, Words words, String subject, HttpResponse<String> answer)
      throws IOException {
    boolean own =
        (words.group() == null || partner.groups().contains(words.group()))
            && (words.sensor() == null
                || partner.groups().contains(words.sensor().replaceFirst("-\\d$", "")))
            && !contradicts(words);
    if (!own) {
      assertThat(answer.statusCode()).as(words.query()).isEqualTo(403);
      return "refused";
    }
    boolean whole = words.group() == null && words.sensor() == null;
    long others =
        ObservedWorld.GROUPS.stream().filter(one -> !partner.groups().contains(one)).count() * 3;
    if (whole && others < 3) {
      assertThat(answer.statusCode()).isEqualTo(403);
      return "no whole";
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode json = JSON.readTree(answer.body());
    assertThat(json.path("view").asText()).isEqualTo(whole ? "aggregate" : "full");
    requireRows(partner, words, subject, json, whole);
    return json.path("view").asText();
  }

  private static boolean contradicts(Words words) {
    return words.group() != null
        && words.sensor() != null
        && !words.sensor().startsWith(words.group());
  }

  private void requireRows(
      Partner partner, Words words, String subject, JsonNode json, boolean whole) {
    Function<Sent, String> key =
        switch (subject) {
          case "ports" -> one -> Integer.toString(one.port());
          case "countries" -> one -> one.network().country();
          default -> one -> Long.toString(one.network().number());
        };
    Map<String, List<Sent>> truth =
        world.sent().stream().filter(words.meaning()).collect(Collectors.groupingBy(key));
    Map<String, Long> expected = new HashMap<>();
    truth.forEach(
        (name, all) -> {
          long packets = all.stream().mapToLong(Sent::packets).sum();
          long sources = all.stream().map(Sent::source).distinct().count();
          long sensors =
              all.stream()
                  .filter(one -> !partner.groups().contains(one.group()))
                  .map(Sent::sensor)
                  .distinct()
                  .count();
          if (!whole) {
            expected.put(name, packets);
          } else if (sources >= 10 && sensors >= 3) {
            expected.put(name, toTwoDigits(packets));
          }
        });
    Map<String, Long> found = new HashMap<>();
    String field =
        switch (subject) {
          case "ports" -> "port";
          case "countries" -> "country";
          default -> "network";
        };
    for (JsonNode row : json.at("/ranking/rows")) {
      found.put(row.path(field).asText(), row.path("packets").asLong());
    }
    assertThat(found).as(words.query()).isEqualTo(expected);
    if (whole) {
      assertThat(json.at("/withheld/rows").asInt()).isEqualTo(truth.size() - expected.size());
    }
  }

  /** Two digits, tens at the finest. */
  private static long toTwoDigits(long count) {
    long unit = count < 1_000 ? 10 : count < 10_000 ? 100 : 1_000;
    return (count + unit / 2) / unit * unit;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void seesTheSourcesOfItsConstituencyAndNobodyElses(long seed) throws IOException {
    Random random = new Random(seed);
    Partner partner = partner(random, "partner-" + seed);
    for (int i = 0; i < QUESTIONS; i++) {
      Words words = prefixed(random, words(random));
      HttpResponse<String> answer =
          centre.get(
              partner.token(),
              "/v1/sources"
                  + words.query()
                  + "&least_packets=1&single_packets=true&lines=1&limit=1000");
      requireNothingOfOthers(partner, answer);
      if (partner.organisations().isEmpty()) {
        assertThat(answer.body()).doesNotContain("\"address\"");
      }
      if (words.group() != null && !partner.groups().contains(words.group())) {
        assertThat(answer.statusCode()).isEqualTo(403);
        continue;
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode json = JSON.readTree(answer.body());
      Set<String> found = new HashSet<>();
      json.path("sources").forEach(one -> found.add(one.path("address").asText()));
      assertThat(found)
          .as(words.query())
          .isEqualTo(
              world.sent().stream()
                  .filter(words.meaning().and(partner::isOwn))
                  .map(Sent::source)
                  .collect(Collectors.toSet()));
      assertThat(json.path("left_out")).isEmpty();
    }
  }

  /** Within a random prefix, of its own or not. */
  private Words prefixed(Random random, Words words) {
    if (random.nextBoolean()) {
      return words;
    }
    Sent one = world.sent().get(random.nextInt(world.sent().size()));
    int length = List.of(8, 16, 24, 32).get(random.nextInt(4));
    String[] octets = one.source().split("\\.", -1);
    String begin =
        String.join(".", List.of(octets).subList(0, length / 8)) + (length == 32 ? "" : ".");
    String prefix = begin + "0.".repeat(4 - length / 8).replaceFirst("\\.$", "") + "/" + length;
    return new Words(
        words.query() + "&prefix=" + prefix,
        words
            .meaning()
            .and(
                sent ->
                    length == 32 ? sent.source().equals(begin) : sent.source().startsWith(begin)),
        words.group(),
        words.sensor());
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void aSeriesOfTheWholeShowsNoDayOfFewSources(long seed) throws IOException {
    Random random = new Random(seed);
    Partner partner = partner(random, "partner-" + seed);
    for (int i = 0; i < QUESTIONS / 2; i++) {
      Words words = words(random);
      HttpResponse<String> answer =
          centre.get(partner.token(), "/v1/series/ports" + words.query() + "&limit=10");
      requireNothingOfOthers(partner, answer);
      if (words.group() != null || answer.statusCode() != 200) {
        continue;
      }
      JsonNode series = JSON.readTree(answer.body()).path("series");
      for (JsonNode line : series.path("series")) {
        int port = line.at("/total/port").asInt();
        for (int day = 0; day < series.path("buckets").size(); day++) {
          String of = series.path("buckets").get(day).path("from").asText().substring(0, 10);
          long sources =
              world.sent().stream()
                  .filter(words.meaning())
                  .filter(one -> one.port() == port && one.day().equals(of))
                  .map(Sent::source)
                  .distinct()
                  .count();
          boolean shown = !line.path("points").get(day).path("packets").isNull();
          assertThat(shown).isEqualTo(sources == 0 || sources >= 10);
        }
      }
    }
  }
}
