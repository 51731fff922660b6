// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every capture of the corpus through {@code teiten-sensor read} as a process: none crashes or
 * hangs, the books balance, and link types that are not supported are named. What is in them is
 * compared with tshark's count in capture-core.
 */
class CapturesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 60;

  private static final Map<String, ChildProcess.Outcome> OUTCOMES = new ConcurrentSkipListMap<>();
  private static final Map<String, JsonNode> TRUTH = new TreeMap<>();

  @BeforeAll
  static void readThemAll() throws Exception {
    Path captures = Checkout.sharedCaptures();
    for (JsonNode file : JSON.readTree(captures.resolve("truth.json").toFile()).get("files")) {
      TRUTH.put(file.get("file").asText(), file);
    }
    ExecutorService readers = Executors.newFixedThreadPool(2);
    for (String file : TRUTH.keySet()) {
      readers.execute(
          () ->
              OUTCOMES.put(
                  file,
                  ChildProcess.run(
                      SECONDS,
                      List.of(
                          "env",
                          "TEITEN_JAVA_OPTS=-XX:TieredStopAtLevel=1",
                          Checkout.sensor().toString(),
                          "read",
                          "--format",
                          "json",
                          captures.resolve(file).toString()))));
    }
    readers.shutdown();
    assertThat(readers.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void everyCaptureEndsByItself() {
    assertThat(OUTCOMES.keySet()).isEqualTo(TRUTH.keySet()).hasSizeGreaterThan(250);
    assertThat(OUTCOMES).allSatisfy((file, o) -> assertThat(o.exit()).isIn(0, 1));
  }

  @Test
  void noneEndsInAStackTraceOrWithoutASentence() {
    assertThat(OUTCOMES)
        .allSatisfy(
            (file, o) -> {
              assertThat(o.err()).doesNotContain("\tat ", "Exception", "internal error");
              if (o.exit() != 0) {
                assertThat(o.err()).contains(Path.of(file).getFileName().toString());
              }
            });
  }

  @Test
  void booksBalanceInEveryCapture() throws IOException {
    List<String> unbalanced = new ArrayList<>();
    for (Map.Entry<String, ChildProcess.Outcome> e : OUTCOMES.entrySet()) {
      if (!e.getValue().out().isBlank()) {
        JsonNode read = JSON.readTree(e.getValue().out());
        if (read.get("packets").asLong() != accounted(read)) {
          unbalanced.add(e.getKey());
        }
      }
    }
    assertThat(unbalanced).isEmpty();
  }

  private static long accounted(JsonNode read) {
    return read.get("not_ip").asLong()
        + sum(read.get("undecodable"))
        + read.get("not_monitored").asLong()
        + read.get("solicited").asLong()
        + sum(read.get("classes"));
  }

  private static long sum(JsonNode object) {
    long sum = 0;
    for (JsonNode value : object) {
      sum += value.asLong();
    }
    return sum;
  }

  /** Where tshark's frames are not packets, and why. */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "files/libpcap__tests__shb-option-too-long.pcapng",
          "an option of the section header runs past its block: tshark gives up, the frame is whole",
          "files/pcapng-test-generator__output_be__difficult__test202.pcapng",
          "tshark counts custom blocks as frames",
          "files/pcapng-test-generator__output_le__advanced__test102.pcapng",
          "tshark counts custom blocks as frames",
          "files/pcapng-test-generator__output_le__basic__test018.pcapng",
          "tshark counts custom blocks as frames");

  @Test
  void wholeCapturesHaveAsManyPacketsAsTsharkCounts() throws IOException {
    Map<String, String> different = new TreeMap<>();
    for (Map.Entry<String, ChildProcess.Outcome> e : OUTCOMES.entrySet()) {
      if (e.getValue().exit() == 0) {
        long ours = JSON.readTree(e.getValue().out()).get("packets").asLong();
        long theirs = TRUTH.get(e.getKey()).get("packets").asLong();
        if (ours != theirs && !EXPLAINED.containsKey(e.getKey())) {
          different.put(e.getKey(), ours + " here, " + theirs + " by tshark");
        }
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void linkTypesThatAreNotSupportedAreNamed() {
    Set<String> refused = new TreeSet<>();
    OUTCOMES.forEach(
        (file, o) -> {
          if (o.err().contains("link type")) {
            refused.add(file);
          }
        });
    assertThat(refused).isNotEmpty();
    System.out.println("Link types not supported: " + refused.size() + " captures");
    refused.forEach(file -> System.out.println("  " + OUTCOMES.get(file).err().strip()));
  }
}
