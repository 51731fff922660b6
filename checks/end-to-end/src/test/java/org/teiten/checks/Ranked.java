// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** An answer of {@code teiten-central rank … --format json}. */
record Ranked(JsonNode answer) {

  static Ranked parse(String json) {
    try {
      return new Ranked(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }

  /** Packets by port as it is written, such as {@code 445/tcp}, {@code 8/icmp}, {@code 47}. */
  Map<String, Long> packetsByPort() {
    Map<String, Long> packets = new TreeMap<>();
    for (JsonNode row : answer.get("rows")) {
      String protocol = row.get("protocol").asText();
      JsonNode number = protocol.startsWith("icmp") ? row.get("type") : row.get("port");
      String port = number.isNull() ? protocol : number.asText() + "/" + protocol;
      packets.merge(port, row.get("packets").asLong(), Long::sum);
    }
    return packets;
  }

  /** Packets by country; what stands below the table under its own word. */
  Map<String, Long> packetsByCountry() {
    Map<String, Long> packets = new TreeMap<>();
    for (JsonNode row : answer.get("rows")) {
      packets.put(row.get("country").asText(), row.get("packets").asLong());
    }
    return packets;
  }

  long lostPackets() {
    return answer.get("coverage").get("lost_packets").asLong();
  }
}
