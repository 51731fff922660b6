// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class BatchReaderFuzzTest {
  private static final BatchLimits LIMITS =
      new BatchLimits(1 << 20, 1 << 18, 1_000, 100_000, 1 << 20);

  @FuzzTest(maxDuration = "10m")
  void anyBytesAreABatchOrRefused(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("teiten-fuzz", ".avro");
    try {
      Files.write(file, bytes);
      try (FlowBatchReader reader = FlowBatchReader.open(file, LIMITS)) {
        long rows = 0;
        while (reader.next() != null) {
          rows++;
        }
        if (rows != reader.header().rows()) {
          throw new AssertionError(rows + " rows read, announced " + reader.header().rows());
        }
      } catch (InvalidBatchException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
          throw new AssertionError("refused without a reason", e);
        }
      }
    } finally {
      Files.delete(file);
    }
  }
}
