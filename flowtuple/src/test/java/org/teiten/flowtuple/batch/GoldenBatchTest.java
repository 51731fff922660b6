// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.FlowTuple;

/**
 * A batch as the first release wrote it. It must be readable for ever; a change that makes {@link
 * #isStillWrittenToTheLetter} fail is a new format.
 */
class GoldenBatchTest {
  private static final String GOLDEN = "/golden/flowtuple-v1.avro";
  @TempDir Path folder;

  @Test
  void isStillRead() throws IOException {
    RandomBatch batch = batch();
    Path file = Files.write(folder.resolve("golden.avro"), golden());
    List<FlowTuple> rows = new ArrayList<>();
    try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
      assertThat(reader.header()).isEqualTo(batch.header);
      for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    assertThat(rows).isEqualTo(batch.rows);
  }

  @Test
  void isStillWrittenToTheLetter() throws IOException {
    assertThat(batch().bytes()).isEqualTo(golden());
  }

  private static RandomBatch batch() {
    return new RandomBatch(20170630, 4, 60);
  }

  private static byte[] golden() throws IOException {
    try (InputStream in = GoldenBatchTest.class.getResourceAsStream(GOLDEN)) {
      return in.readAllBytes();
    }
  }
}
