// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.teiten.flowtuple.TrafficType;

/**
 * The Avro schema of rows, as released. A batch is accepted only if it carries it to the letter.
 */
public final class BatchSchema {
  /** Metadata keys. */
  static final String BATCH_KEY = "teiten.batch";

  static final String SIGNATURES_KEY = "teiten.signatures";
  static final String SCHEMA_KEY = "avro.schema";
  static final String CODEC_KEY = "avro.codec";
  static final String CODEC = "zstandard";

  /** The format version that {@code teiten.batch} names. */
  static final int VERSION = 1;

  private static final Schema V1 = load("/org/teiten/flowtuple/flowtuple-v1.avsc");

  /** Enum symbols in the order of the schema. */
  private static final List<TrafficType> TYPES =
      V1.getField("traffic_type").schema().getEnumSymbols().stream()
          .map(symbol -> TrafficType.ofLabel(symbol.replace('_', '-')))
          .toList();

  private BatchSchema() {}

  /** Version 1, the first. */
  public static Schema v1() {
    return V1;
  }

  /** The text under which version 1 stands in a batch. */
  static String v1Text() {
    return V1.toString();
  }

  static int symbol(TrafficType type) {
    return TYPES.indexOf(type);
  }

  /** The traffic type at this index of the schema's enum, or null if there is none. */
  static TrafficType typeAt(long symbol) {
    return symbol < 0 || symbol >= TYPES.size() ? null : TYPES.get((int) symbol);
  }

  private static Schema load(String resource) {
    try (InputStream in = BatchSchema.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
