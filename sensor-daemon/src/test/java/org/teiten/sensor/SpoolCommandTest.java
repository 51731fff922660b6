// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.CommandLineFixture.Ran;
import org.teiten.sensor.spool.IntervalFixture;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolFixture;

/** What a human does with a spool; the sensor that uses it runs meanwhile. */
class SpoolCommandTest {
  @TempDir Path folder;
  private Path config;
  private Path directory;

  @BeforeEach
  void configure() throws IOException {
    directory = folder.resolve("spool");
    config =
        Files.writeString(
            folder.resolve("sensor.yaml"),
            """
            sensor: tokyo-1
            interface: lo
            monitored: [203.0.113.0/24]
            spool: {directory: spool}
            centre: {url: "http://127.0.0.1:8480"}
            """);
  }

  private Ran spool(String verb, Object... more) {
    Object[] words = new Object[more.length + 4];
    words[0] = "spool";
    words[1] = verb;
    words[2] = "--config";
    words[3] = config;
    System.arraycopy(more, 0, words, 4, more.length);
    return CommandLineFixture.run(words);
  }

  @Test
  void listsShowsAndReturnsWhatTheCentreRefusedWhileTheSensorRuns() throws IOException {
    try (Spool running = SpoolFixture.open(directory)) {
      running.append(new IntervalFixture(100, 3));
      running.append(new IntervalFixture(101, 4));
      running.refused(running.take(Set.of()).orElseThrow(), "HTTP 422: it lies in the future");
      String name = SpoolFixture.aside(directory).get(0);

      Ran list = spool("list");
      assertThat(list.out())
          .contains(
              "1970-01-01T01:40:00Z",
              name,
              "refused: HTTP 422: it lies in the future",
              "waiting: 1 files",
              "aside: 1 files");
      JsonNode files = new ObjectMapper().readTree(spool("list", "--format", "json").out());
      assertThat(files.path("files")).hasSize(2);
      assertThat(files.at("/files/1/packets").asLong()).isEqualTo(3);
      assertThat(spool("list", "--format", "csv").out().lines()).hasSize(3);

      JsonNode shown = new ObjectMapper().readTree(spool("show", name).out());
      assertThat(shown.path("whole").asBoolean()).isTrue();
      assertThat(shown.at("/intervals/0/received").asLong()).isEqualTo(3);

      assertThat(spool("retry", name).out()).isEqualTo("returned " + name + " (3 packets)\n");
      assertThat(running.waitingBatches()).isEqualTo(1);
      running.delivered(running.take(Set.of()).orElseThrow());
      assertThat(running.take(Set.of()).orElseThrow().packets()).isEqualTo(3);
      assertThat(running.counters().returnedBatches()).isEqualTo(1);
      assertThat(SpoolFixture.aside(directory)).isEmpty();
    }
  }

  @Test
  void returnsABatchToASensorThatIsNotRunning() throws IOException {
    try (Spool before = SpoolFixture.open(directory)) {
      before.append(new IntervalFixture(100, 3));
      before.refused(before.take(Set.of()).orElseThrow(), "no");
    }
    assertThat(spool("retry", "--all").code()).isZero();
    try (Spool after = SpoolFixture.open(directory)) {
      assertThat(after.take(Set.of()).orElseThrow().packets()).isEqualTo(3);
    }
  }

  @Test
  void deletesOnlyWhatIsNamedAndLiesAside() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("notes.txt"), "x");
    Files.writeString(directory.resolve("more.txt"), "x");
    try (Spool running = SpoolFixture.open(directory)) {
      running.append(new IntervalFixture(100, 3));
      String waiting = SpoolFixture.batches(directory).get(0).getFileName().toString();
      assertThat(spool("drop", waiting).code()).isEqualTo(1);
      assertThat(spool("drop").code()).isEqualTo(2);
      assertThat(spool("retry", "notes.txt").err()).contains("is no batch of a sensor");
      assertThat(spool("drop", "notes.txt").out()).isEqualTo("deleted notes.txt (0 packets)\n");
      assertThat(SpoolFixture.aside(directory)).containsExactly("more.txt");
      assertThat(running.waitingBatches()).isEqualTo(1);
    }
  }

  @Test
  void refusesToReturnWhatIsNotWhole() throws IOException {
    try (Spool running = SpoolFixture.open(directory)) {
      running.append(new IntervalFixture(100, 300));
      running.refused(running.take(Set.of()).orElseThrow(), "no");
      String name = SpoolFixture.aside(directory).get(0);
      Path file = directory.resolve("aside").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 10));
      Ran retry = spool("retry", "--all");
      assertThat(retry.code()).isEqualTo(1);
      assertThat(retry.err()).contains(name + " is not whole and cannot be sent");
      assertThat(spool("show", name).out()).contains("\"whole\" : false");
    }
  }

  @Test
  void neverReturnsABatchOverOneOfTheSameNameThatWaits() throws IOException {
    try (Spool running = SpoolFixture.open(directory)) {
      running.append(new IntervalFixture(100, 3));
      running.refused(running.take(Set.of()).orElseThrow(), "no");
      String name = SpoolFixture.aside(directory).get(0);
      Path aside = directory.resolve("aside").resolve(name);
      for (String place : new String[] {"returned", "."}) {
        Path waiting = directory.resolve(place).resolve(name);
        Files.writeString(waiting, "another");
        Ran retry = spool("retry", "--all");
        assertThat(retry.code()).isEqualTo(1);
        assertThat(retry.err()).contains(name + " cannot be sent while a batch of the same name");
        assertThat(waiting).hasContent("another");
        assertThat(aside).exists();
        Files.delete(waiting);
      }
      assertThat(spool("retry", "--all").code()).isZero();
      assertThat(aside).doesNotExist();
    }
  }

  @Test
  void listsTheOldestFirstWhateverTheEpochsAreCalled() throws IOException {
    for (int minute = 5; minute > 0; minute--) {
      try (Spool running = SpoolFixture.open(directory)) {
        running.append(new IntervalFixture(100 + minute, minute));
        running.append(new IntervalFixture(100 + minute, 10 + minute));
      }
      Files.delete(directory.resolve("state")); // a new epoch, with a random name
    }
    JsonNode files =
        new ObjectMapper().readTree(spool("list", "--format", "json").out()).path("files");
    assertThat(files.findValues("packets"))
        .extracting(JsonNode::asLong)
        .containsExactly(1L, 11L, 2L, 12L, 3L, 13L, 4L, 14L, 5L, 15L);
  }

  @Test
  void saysThatThereIsNoSpoolYet() {
    Ran list = spool("list");
    assertThat(list.code()).isEqualTo(1);
    assertThat(list.err()).contains("there is no spool at " + directory);
  }
}
