// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teiten.central.Batch;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.ServiceNames;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Rollups;
import org.teiten.central.store.StoreBooks;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * Store files of every schema version since 4, kept in {@code src/test/resources/stores}, open in
 * this release and hold what they held. With {@code TEITEN_WRITE_DOCS=true} the one of this
 * release's version is written, if there is none yet.
 */
class OldStoresTest {
  private static final Path STORES = Path.of("src/test/resources/stores");
  private static final Enrolment[] SENSORS = {
    new Enrolment("tokyo-1", "domestic"), new Enrolment("paris-1", "overseas")
  };

  @TempDir private Path folder;

  static List<Path> stores() throws IOException {
    try (Stream<Path> files = Files.list(STORES)) {
      return files.sorted().toList();
    }
  }

  private static List<Batch> batches() {
    byte[] sketch = new HllSketch(10).toCompactByteArray();
    return List.of(
        Batch.of("archive", 1, 0)
            .kind(EpochKind.CAPTURE)
            .minute("2017-05-12T10:00:00Z")
            .tcp("203.0.113.1", 445, 40)
            .tcp("203.0.113.2", 445, 2)
            .udp("2001:db8::1", 53, 3)
            .and()
            .interval("2017-05-12T11:00:00Z", 3_600)
            .echo("203.0.113.3", 5)
            .backscatter("203.0.113.4", 80, 7)
            .and(),
        Batch.of("archive", 1, 1)
            .kind(EpochKind.CAPTURE)
            .minute("2017-05-12T10:00:00Z")
            .tcp("203.0.113.1", 445, 99)
            .and(),
        Batch.of("archive", 2, 0)
            .kind(EpochKind.SIMULATION)
            .minute("2017-04-03T00:00:00Z")
            .tcp("203.0.113.9", 22, 11)
            .folded(23, 100, 30, sketch)
            .and());
  }

  private static List<Batch> live() {
    return List.of(
        Batch.of("tokyo-1", 3, 7)
            .minute("2026-07-02T11:00:00Z")
            .dropped(4)
            .tcp("203.0.113.5", 23, 1)
            .and(),
        Batch.of("paris-1", 4, 0).minute("2026-07-02T11:01:00Z").tcp("203.0.113.5", 23, 6).and());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void opensAndHoldsWhatItHeld(Path stored) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(stored))) {
      Files.copy(in, data.resolve(FlowStore.FILE));
    }
    try (CentreUnderTest centre = new CentreUnderTest(data, SENSORS)) {
      try (Connection connection = centre.store.connect()) {
        assertThat(StoreBooks.of(connection))
            .isEqualTo(
                new StoreBooks(FlowStore.SCHEMA_VERSION, 3, 5, 6, 10, 175, "2026-07-02T11:02:00Z"));
        assertThat(ports(connection, "2017-04-01", "2017-06-30"))
            .containsExactly("23 100", "445 42", "22 11", "null 5", "53 3");
        assertThat(ports(connection, "2026-07-02", "2026-07-02")).containsExactly("23 7");
      }
      for (Batch batch : batches()) {
        assertThat(centre.restore(batch).stored()).as("%s", batch.id()).isFalse();
      }
      for (Batch batch : live()) {
        assertThat(centre.put(batch).statusCode()).isEqualTo(200);
      }
      assertThat(
              centre
                  .put(
                      Batch.of("tokyo-1", 3, 8)
                          .minute("2026-07-02T11:02:00Z")
                          .tcp("203.0.113.5", 23, 1)
                          .and())
                  .statusCode())
          .isEqualTo(201);
      assertThat(centre.sensors())
          .extracting(ListedSensor::sensor)
          .contains("tokyo-1", "paris-1", "archive");
    }
  }

  private static List<String> ports(Connection connection, String from, String to)
      throws Exception {
    RankAnswer answer =
        new Rankings(ServiceNames.NONE, Clock.fixed(CentreUnderTest.NOW, ZoneOffset.UTC))
            .answer(
                connection,
                new RankQuestion(
                    RankSubject.PORTS,
                    from,
                    to,
                    "UTC",
                    10,
                    RankBy.PACKETS,
                    null,
                    null,
                    null,
                    "scan"));
    return answer.rows().stream().map(row -> row.port() + " " + row.packets()).toList();
  }

  @Test
  void thereIsOneOfThisVersion() throws Exception {
    Path own = STORES.resolve("version-" + FlowStore.SCHEMA_VERSION + ".duckdb.gz");
    if (!Files.exists(own) && Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      write(own);
    }
    assertThat(own).as("run with TEITEN_WRITE_DOCS=true").exists();
    assertThat(Files.size(own)).isLessThan(200_000);
  }

  private void write(Path own) throws Exception {
    Path data = folder.resolve("written");
    try (CentreUnderTest centre = new CentreUnderTest(data, SENSORS)) {
      for (Batch batch : batches()) {
        assertThat(centre.restore(batch).stored()).isTrue();
      }
      try (Rollups rollups = new Rollups(centre.store)) {
        rollups.catchUp();
      }
      for (Batch batch : live()) {
        assertThat(centre.put(batch).statusCode()).isEqualTo(201);
      }
    }
    Files.createDirectories(STORES);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(own))) {
      Files.copy(data.resolve(FlowStore.FILE), out);
    }
  }
}
