// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.QualityMark;

/**
 * A FlowTuple as it is printed: fields by name, in order. Numbers are {@code Integer} and {@code
 * Long}, what is absent is null, quality marks are a list; all else is text.
 */
final class RowFields {
  private static final int IP_V4 = 4;

  private RowFields() {}

  /**
   * The fields.
   *
   * @param signatures dictionary of the row's interval
   */
  static Map<String, Object> of(FlowTuple row, List<String> signatures) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("interval", Instant.ofEpochSecond(row.intervalStart()).toString());
    fields.put("part", row.part());
    fields.put("ip_version", row.ipVersion());
    fields.put(
        "source",
        row.folded() ? null : address(row.ipVersion(), row.sourceHigh(), row.sourceLow()));
    fields.put("folded", row.folded());
    fields.put("protocol", row.protocol());
    fields.put("port", present(row.port()));
    fields.put("icmp_type", present(row.icmpType()));
    fields.put("icmp_code", present(row.icmpCode()));
    fields.put("class", row.trafficClass().label());
    fields.put("type_of_traffic", row.trafficType().label());
    fields.put("fingerprint", row.fingerprint().label());
    fields.put("packets", row.packets());
    fields.put("bytes", row.bytes());
    fields.put("destinations", row.destinations());
    fields.put("destinations_estimated", row.destinationsEstimated());
    fields.put("sources", row.sources());
    fields.put("first", instant(row.firstMicros()));
    fields.put("last", instant(row.lastMicros()));
    fields.put("other_port", present(row.otherPort()));
    fields.put("ttl", row.ttl());
    fields.put(
        "stack_signature",
        row.stackSignature() == 0 ? null : signatures.get(row.stackSignature() - 1));
    fields.put("tcp_flags", row.tcpFlags());
    fields.put("quality_marks", marks(row.qualityMarks()));
    fields.put(
        "quoted_destination",
        row.quotedVersion() == 0
            ? null
            : address(row.quotedVersion(), row.quotedHigh(), row.quotedLow()));
    fields.put("quoted_protocol", present(row.quotedProtocol()));
    fields.put("quoted_port", present(row.quotedPort()));
    return fields;
  }

  private static Integer present(int value) {
    return value < 0 ? null : value;
  }

  private static String address(int version, long high, long low) {
    return new IpAddress(version, high, version == IP_V4 ? low & 0xffff_ffffL : low).toString();
  }

  private static String instant(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000)
        .toString();
  }

  private static List<String> marks(int bits) {
    List<String> labels = new ArrayList<>();
    for (QualityMark mark : QualityMark.values()) {
      if ((bits & mark.bit()) != 0) {
        labels.add(mark.label());
      }
    }
    return labels;
  }
}
