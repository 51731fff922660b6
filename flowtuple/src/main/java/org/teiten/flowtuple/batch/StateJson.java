// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.teiten.flowtuple.SensorState;

/** {@link SensorState} as the JSON of {@code POST /v1/sensors/{sensor}/state}. */
public final class StateJson {
  /** More than the largest state takes. */
  public static final int MAX_BYTES = 4 << 10;

  private static final String WHERE = "state";

  private StateJson() {}

  /** As it is sent. */
  public static byte[] write(SensorState state) {
    ObjectNode json = HeaderJson.JSON.createObjectNode();
    json.put("clock", state.clockMillis());
    json.put("observing", state.observing());
    json.put("lag_seconds", state.lagSeconds());
    json.put("waiting_batches", state.waitingBatches());
    json.put("aside_batches", state.asideBatches());
    ArrayNode reasons = json.putArray("reasons");
    state.reasons().forEach(reasons::add);
    return json.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /**
   * Reads what a sensor sent. What a newer one says besides is passed over.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static SensorState read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a state has at most " + MAX_BYTES + " bytes");
    }
    JsonFields json = new JsonFields(parse(bytes), WHERE);
    List<String> reasons = new ArrayList<>();
    for (JsonNode reason : json.array("reasons")) {
      if (!reason.isTextual() || reasons.size() == SensorState.MAX_REASONS) {
        throw new IllegalArgumentException("state.reasons are not a few sentences");
      }
      reasons.add(reason.textValue());
    }
    return new SensorState(
        json.number("clock", 0, SensorState.MAX_CLOCK_MILLIS),
        json.flag("observing"),
        json.count("lag_seconds"),
        json.count("waiting_batches"),
        json.count("aside_batches"),
        reasons);
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode json = HeaderJson.JSON.readTree(bytes);
      return json == null ? HeaderJson.JSON.nullNode() : json;
    } catch (IOException e) {
      throw new IllegalArgumentException("the state is not JSON", e);
    }
  }
}
