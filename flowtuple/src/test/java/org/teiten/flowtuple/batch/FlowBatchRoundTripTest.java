// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpAddress;

class FlowBatchRoundTripTest {
  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      RandomBatch batch = new RandomBatch(seed, 1 + seed % 12, seed % 3 == 0 ? 0 : seed);
      Path file = Files.write(folder.resolve("batch.avro"), batch.bytes());

      List<FlowTuple> rows = new ArrayList<>();
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        assertThat(reader.header()).as("seed %d", seed).isEqualTo(batch.header);
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      }
      assertThat(rows).as("seed %d", seed).isEqualTo(batch.rows);
    }
  }

  @Test
  void theSameContentGivesTheSameBytes() {
    assertThat(new RandomBatch(7, 5, 500).bytes()).isEqualTo(new RandomBatch(7, 5, 500).bytes());
  }

  @Test
  void manyBlocksAreReadInOrder() throws IOException {
    RandomBatch batch = new RandomBatch(11, 3, 60_000);
    Path file = Files.write(folder.resolve("large.avro"), batch.bytes());

    long rows = 0;
    try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
      while (reader.next() != null) {
        rows++;
      }
    }
    assertThat(rows).isEqualTo(batch.rows.size()).isGreaterThan(30_000);
  }

  @Test
  void anyAvroToolReadsTheRows() throws IOException {
    RandomBatch batch = new RandomBatch(3, 2, 200);
    Path file = Files.write(folder.resolve("batch.avro"), batch.bytes());

    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      for (FlowTuple row : batch.rows) {
        GenericRecord record = reader.next();
        assertThat(record.get("interval")).isEqualTo(row.intervalStart() * 1_000);
        assertThat(record.get("packets")).isEqualTo(row.packets());
        assertThat(record.get("traffic_type").toString().replace('_', '-'))
            .isEqualTo(row.trafficType().label());
        assertThat(record.get("port")).isEqualTo(row.port() < 0 ? null : (Object) row.port());
        if (row.folded()) {
          assertThat(record.get("source")).isNull();
        } else {
          assertThat(IpAddress.ofBytes(((ByteBuffer) record.get("source")).array()))
              .isEqualTo(new IpAddress(row.ipVersion(), row.sourceHigh(), row.sourceLow()));
        }
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @Test
  void theHeaderFollowsItsPublishedSchema() throws IOException {
    RandomBatch batch = new RandomBatch(5, 4, 50);
    Path file = Files.write(folder.resolve("batch.avro"), batch.bytes());

    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      for (String key : List.of("batch", "signatures")) {
        String json = new String(reader.getMeta("teiten." + key), StandardCharsets.UTF_8);
        assertThat(problems("/org/teiten/flowtuple/" + key + "-v1.schema.json", json)).isEmpty();
      }
      assertThat(problems("/org/teiten/flowtuple/batch-v1.schema.json", "{\"format\": 1}"))
          .isNotEmpty();
    }
  }

  private static List<String> problems(String schema, String json) throws IOException {
    try (InputStream in = FlowBatchRoundTripTest.class.getResourceAsStream(schema)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(in)
          .validate(new ObjectMapper().readTree(json))
          .stream()
          .map(Object::toString)
          .toList();
    }
  }

  @Test
  void rowsOutOfOrderAreNotWritten() throws IOException {
    RandomBatch batch = new RandomBatch(3, 1, 50);
    try (FlowBatchWriter writer = new FlowBatchWriter(batch.header, new ByteArrayOutputStream())) {
      batch.rows.forEach(
          row -> {
            try {
              writer.append(row);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      assertThatThrownBy(() -> writer.append(batch.rows.get(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("order");
    }
  }

  @Test
  @SuppressWarnings("resource") // closing is what fails
  void rowsThatDoNotAddUpAreNotABatch() throws IOException {
    RandomBatch batch = new RandomBatch(3, 1, 50);
    FlowBatchWriter writer = new FlowBatchWriter(batch.header, new ByteArrayOutputStream());
    writer.append(batch.rows.get(0));
    assertThatThrownBy(writer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("where the header says");
  }
}
