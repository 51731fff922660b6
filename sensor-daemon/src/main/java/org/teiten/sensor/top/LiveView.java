// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * A running sensor at a glance, as its status server's {@code /top} has it. Counts are those since
 * the process began; none of it is an address of the sensor.
 *
 * @param upSeconds since when the process runs
 * @param reasons what is not as it should be; empty if all is well
 * @param lastInterval the last interval that held a packet; null before the first
 */
public record LiveView(
    String sensor,
    String software,
    String networkInterface,
    long upSeconds,
    List<String> reasons,
    Capture capture,
    Meter meter,
    Spool spool,
    Ship ship,
    IntervalSummary lastInterval) {
  /** Where {@link StatusServer} answers with it. */
  public static final String PATH = "/top";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Packets at the interface: received = delivered + kernel dropped. */
  public record Capture(long received, long delivered, long kernelDropped) {}

  /** Packets after the ring: delivered = the sum of these, but for what is in the ring. */
  public record Meter(
      long ringDropped,
      long notIp,
      long undecodable,
      long notMonitored,
      long solicited,
      long scan,
      long backscatter,
      long other) {}

  /**
   * The spool.
   *
   * @param droppedPackets that were lost there, for whatever reason
   */
  public record Spool(
      long waitingBatches, long waitingBytes, long writtenPackets, long droppedPackets) {}

  /** What the centre has acknowledged. */
  public record Ship(long deliveredPackets) {}

  public LiveView {
    reasons = List.copyOf(reasons);
  }

  /** As JSON. */
  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view has no JSON", e);
    }
  }

  /**
   * Reads what {@link #json} wrote; what a newer sensor says beside is passed over.
   *
   * @throws JsonProcessingException if it is something else
   */
  public static LiveView parse(String json) throws JsonProcessingException {
    return JSON.readValue(json, LiveView.class);
  }
}
