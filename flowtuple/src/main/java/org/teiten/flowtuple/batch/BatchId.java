// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.util.regex.Pattern;
import org.teiten.flowtuple.SensorId;

/**
 * What makes a batch countable once: the sensor, the epoch (the life of one spool, or a hash of the
 * inputs of captures and simulations) and the number within it.
 *
 * @param sensor who observed
 * @param epoch 32 lower-case hexadecimal digits
 * @param sequence 0 to 999,999,999,999, rising within an epoch
 */
public record BatchId(SensorId sensor, String epoch, long sequence) implements Comparable<BatchId> {
  private static final Pattern EPOCH = Pattern.compile("[0-9a-f]{32}");
  private static final long MAX_SEQUENCE = 999_999_999_999L;

  public BatchId {
    if (!EPOCH.matcher(epoch).matches()) {
      throw new IllegalArgumentException("epoch must be 32 lower-case hexadecimal digits");
    }
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw new IllegalArgumentException("sequence must be 0 to " + MAX_SEQUENCE);
    }
  }

  /** The name of the batch's file in spool and archive; names sort by sequence. */
  public String fileName() {
    return "%s_%s_%012d.avro".formatted(sensor, epoch, sequence);
  }

  /**
   * The path of the batch at the centre: {@code /v1/sensors/{sensor}/batches/{epoch}/{sequence}}.
   */
  public String path() {
    return "/v1/sensors/" + sensor + "/batches/" + epoch + "/" + sequence;
  }

  @Override
  public int compareTo(BatchId other) {
    int c = sensor.compareTo(other.sensor);
    if (c == 0) {
      c = epoch.compareTo(other.epoch);
    }
    return c != 0 ? c : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return sensor + "/" + epoch + "/" + sequence;
  }
}
