// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.batch.InvalidBatchException.Kind;

class HostileBatchTest {
  private static final BatchLimits LIMITS = BatchLimits.DEFAULT;
  @TempDir Path folder;

  @Test
  void aBatchCutAnywhereIsRefused() throws IOException {
    byte[] whole = new RandomBatch(1, 2, 20).bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut at %d", length)
          .isInstanceOf(InvalidBatchException.class);
    }
  }

  @Test
  void aFlippedByteNeverCrashesTheReaderAndIsNeverReadAsOtherRows() throws IOException {
    RandomBatch batch = new RandomBatch(2, 2, 30);
    byte[] whole = batch.bytes();
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      try {
        // What can be flipped unseen is header text that is as good as another: group, software,
        // loss. The rows are under a checksum.
        assertThat(read(flipped)).isEqualTo(batch.rows);
      } catch (InvalidBatchException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @Test
  void randomBytesAreRefused() {
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(400)];
      random.nextBytes(garbage);
      if (i % 2 == 0 && garbage.length > 4) {
        System.arraycopy(new byte[] {'O', 'b', 'j', 1}, 0, garbage, 0, 4);
      }
      assertThatThrownBy(() -> read(garbage)).isInstanceOf(InvalidBatchException.class);
    }
  }

  @Test
  void rowsThatDoNotAddUpToTheHeaderAreALie() throws IOException {
    RandomBatch batch = new RandomBatch(1, 1, 20);
    byte[] lying =
        container(
            metadata(json -> json.replaceFirst("\"bytes\":\\d+", "\"bytes\":7"), batch), batch, 1);
    assertThatThrownBy(() -> read(lying))
        .isInstanceOfSatisfying(
            InvalidBatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LYING))
        .hasMessageContaining("where the header says 7");
  }

  @Test
  void rowsSentTwiceInOneBatchAreALie() throws IOException {
    RandomBatch batch = new RandomBatch(1, 1, 20);
    byte[] twice = container(metadata(json -> json, batch), batch, 2);
    assertThatThrownBy(() -> read(twice))
        .isInstanceOfSatisfying(
            InvalidBatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LYING))
        .hasMessageContaining("order of its key");
  }

  @Test
  void anUnreleasedSchemaCodecOrFormatIsUnsupported() throws IOException {
    RandomBatch batch = new RandomBatch(1, 1, 20);
    Map<String, byte[]> schema = metadata(json -> json, batch);
    schema.put("avro.schema", bytes("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}"));
    Map<String, byte[]> codec = metadata(json -> json, batch);
    codec.put("avro.codec", bytes("bzip2"));
    Map<String, byte[]> format =
        metadata(json -> json.replace("\"format\":1", "\"format\":2"), batch);
    Map<String, byte[]> foreign = metadata(json -> json, batch);
    foreign.remove("teiten.batch");
    for (Map<String, byte[]> metadata : List.of(schema, codec, format, foreign)) {
      byte[] container = container(metadata, batch, 1);
      assertThatThrownBy(() -> read(container))
          .isInstanceOfSatisfying(
              InvalidBatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
    }
  }

  @Test
  void aHeaderFieldThatIsUnknownMissingOrOutOfRangeIsNamed() throws IOException {
    RandomBatch batch = new RandomBatch(1, 1, 20);
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("\"group\":\"jp\"", "\"group\":\"jp\",\"colour\":1");
    cases.put("\"not_ip\"", "\"not_ipp\"");
    cases.put("\"not_monitored\":", "\"not_monitored\":-");
    cases.put("\"length\":60", "\"length\":61");
    cases.put("\"length\":60,", "\"length\":60.5,");
    cases.forEach(
        (from, to) -> {
          byte[] container = container(metadata(json -> json.replace(from, to), batch), batch, 1);
          assertThatThrownBy(() -> read(container))
              .as(to)
              .isInstanceOf(InvalidBatchException.class)
              .hasMessageContaining("teiten.batch");
        });
  }

  @Test
  void aBombIsRefusedWithinTheLimitOfABlock() throws IOException {
    RandomBatch batch = new RandomBatch(1, 1, 20);
    byte[] bomb = Zstd.compress(new byte[1 << 28], 19);
    assertThat(bomb.length).isLessThan(1 << 20);
    byte[] container = container(metadata(json -> json, batch), 20, bomb);
    assertThatThrownBy(() -> read(container))
        .isInstanceOfSatisfying(
            InvalidBatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
        .hasMessageContaining("decompresses to more than");
  }

  @Test
  void aLengthThatTheFileDoesNotHaveIsNotAllocated() throws IOException {
    RandomBatch batch = new RandomBatch(1, 1, 20);
    byte[] whole = container(metadata(json -> json, batch), 1, new byte[0]);
    byte[] head = Arrays.copyOf(whole, whole.length - 16 - 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(1);
    encoder.writeLong(Integer.MAX_VALUE);
    encoder.flush();
    assertThatThrownBy(() -> read(out.toByteArray()))
        .isInstanceOfSatisfying(
            InvalidBatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
        .hasMessageContaining("byte ");
  }

  @Test
  void aFileOverTheLimitIsNotOpened() throws IOException {
    byte[] whole = new RandomBatch(1, 1, 20).bytes();
    Path file = Files.write(folder.resolve("large.avro"), whole);
    BatchLimits small = new BatchLimits(100, 1 << 20, 10, 1_000, 1 << 20);
    assertThatThrownBy(() -> FlowBatchReader.open(file, small))
        .isInstanceOfSatisfying(
            InvalidBatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
        .hasMessageContaining("100");
  }

  private List<FlowTuple> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile.avro"), bytes);
    List<FlowTuple> rows = new ArrayList<>();
    try (FlowBatchReader reader = FlowBatchReader.open(file, LIMITS)) {
      for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Map<String, byte[]> metadata(UnaryOperator<String> change, RandomBatch batch) {
    try {
      Map<String, byte[]> metadata = new LinkedHashMap<>();
      metadata.put("avro.schema", bytes(BatchSchema.v1Text()));
      metadata.put("avro.codec", bytes("zstandard"));
      String json = new String(HeaderJson.write(batch.header), StandardCharsets.UTF_8);
      metadata.put("teiten.batch", bytes(change.apply(json)));
      metadata.put("teiten.signatures", HeaderJson.writeSignatures(batch.header));
      return metadata;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] container(Map<String, byte[]> metadata, RandomBatch batch, int times) {
    try {
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(rows, null);
      for (int i = 0; i < times; i++) {
        for (FlowTuple row : batch.rows) {
          new RowEncoder().write(row, encoder);
        }
      }
      encoder.flush();
      return container(
          metadata, (long) times * batch.rows.size(), Zstd.compress(rows.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] container(Map<String, byte[]> metadata, long count, byte[] block)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {'O', 'b', 'j', 1});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(metadata.size());
    for (Map.Entry<String, byte[]> entry : metadata.entrySet()) {
      encoder.writeString(entry.getKey());
      encoder.writeBytes(entry.getValue());
    }
    encoder.writeLong(0);
    encoder.writeFixed(new byte[16]);
    encoder.writeLong(count);
    encoder.writeBytes(block);
    encoder.writeFixed(new byte[16]);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
