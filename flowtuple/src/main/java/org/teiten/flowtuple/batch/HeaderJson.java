// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.Undecodable;
import org.teiten.flowtuple.UndecodableReason;
import org.teiten.flowtuple.batch.InvalidBatchException.Kind;

/**
 * {@link BatchHeader} as the JSON of the metadata keys {@code teiten.batch} and {@code
 * teiten.signatures}; their schemas are {@code batch-v1.schema.json} and {@code
 * signatures-v1.schema.json} beside the Avro schema.
 */
final class HeaderJson {
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(1_024)
                          .maxNumberLength(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HeaderJson() {}

  static byte[] write(BatchHeader header) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", BatchSchema.VERSION);
    json.put("sensor", header.id().sensor().value());
    json.put("epoch", header.id().epoch());
    json.put("sequence", header.id().sequence());
    json.put("group", header.group());
    json.put("epoch_kind", header.epochKind().label());
    json.put("simulated", header.simulated());
    json.put("software", header.software());
    ArrayNode intervals = json.putArray("intervals");
    header.intervals().forEach(interval -> writeInterval(interval, intervals.addObject()));
    return JSON.writeValueAsBytes(json);
  }

  static byte[] writeSignatures(BatchHeader header) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode signatures = json.putArray("signatures");
    header.signatures().forEach(signatures::add);
    json.put("unsigned_packets", header.unsignedPackets());
    return JSON.writeValueAsBytes(json);
  }

  private static void writeInterval(IntervalHeader header, ObjectNode json) {
    json.put("start", header.interval().startSeconds());
    json.put("length", header.interval().lengthSeconds());
    json.put("part", header.part());
    json.put("from", header.observedFromMicros());
    json.put("to", header.observedToMicros());
    json.put("monitored_ipv4", header.monitoredIpv4());
    json.put("monitored_ipv6", header.monitoredIpv6());
    CaptureLoss loss = header.loss();
    json.put("received", loss.received());
    json.put("kernel_dropped", loss.kernelDropped());
    json.put("interface_dropped", loss.interfaceDropped());
    json.put("ring_dropped", loss.ringDropped());
    json.put("not_ip", loss.notIp());
    ObjectNode undecodable = json.putObject("undecodable");
    for (UndecodableReason reason : UndecodableReason.values()) {
      undecodable.put(reason.label(), loss.undecodable().count(reason));
    }
    json.put("not_monitored", loss.notMonitored());
    json.put("solicited", loss.solicited());
    json.put("late", loss.late());
    json.put("bad_time", loss.badTime());
    json.put("folded_packets", loss.foldedPackets());
    json.put("folded_rows", loss.foldedRows());
    ObjectNode classes = json.putObject("classes");
    classes.put("scan", header.classes().scan());
    classes.put("backscatter", header.classes().backscatter());
    classes.put("other", header.classes().other());
    json.put("rows", header.rows());
    json.put("bytes", header.bytes());
    ObjectNode clock = json.putObject("clock");
    clock.put("state", header.clock().kind().label());
    clock.put("error", header.clock().errorMicros());
  }

  static BatchHeader read(byte[] batch, byte[] signatures, BatchLimits limits)
      throws InvalidBatchException {
    try {
      JsonFields json = new JsonFields(parse(batch, BatchSchema.BATCH_KEY), BatchSchema.BATCH_KEY);
      long format = json.number("format", 0, Integer.MAX_VALUE);
      if (format != BatchSchema.VERSION) {
        throw new InvalidBatchException(
            Kind.UNSUPPORTED, "teiten.batch: format " + format + " is not a released one");
      }
      BatchId id =
          new BatchId(
              new SensorId(json.text("sensor")),
              json.text("epoch"),
              json.number("sequence", 0, Long.MAX_VALUE));
      String group = new SensorId(json.text("group")).value();
      EpochKind kind = epochKind(json.text("epoch_kind"));
      if (json.flag("simulated") != (kind == EpochKind.SIMULATION)) {
        throw new IllegalArgumentException("simulated contradicts epoch_kind");
      }
      String software = json.text("software");
      JsonNode array = json.array("intervals");
      if (array.size() > limits.intervals()) {
        throw new InvalidBatchException(
            Kind.TOO_LARGE,
            array.size() + " intervals are more than the limit of " + limits.intervals());
      }
      List<IntervalHeader> intervals = new ArrayList<>(array.size());
      for (JsonNode node : array) {
        intervals.add(interval(new JsonFields(node, "intervals[" + intervals.size() + "]")));
      }
      requireOrder(intervals);
      json.requireNoOther();
      JsonFields dictionary =
          new JsonFields(parse(signatures, BatchSchema.SIGNATURES_KEY), BatchSchema.SIGNATURES_KEY);
      List<String> entries = signatures(dictionary);
      long unsigned = dictionary.number("unsigned_packets", 0, Long.MAX_VALUE);
      dictionary.requireNoOther();
      return new BatchHeader(id, group, kind, software, intervals, entries, unsigned);
    } catch (IllegalArgumentException e) {
      throw new InvalidBatchException(Kind.LYING, "teiten.batch: " + e.getMessage(), e);
    }
  }

  private static IntervalHeader interval(JsonFields json) throws InvalidBatchException {
    Interval interval =
        new Interval(
            json.number("start", 0, Long.MAX_VALUE / 1_000_000 - 3_600),
            (int) json.number("length", 1, 3_600));
    int part = (int) json.number("part", 0, Integer.MAX_VALUE);
    long from = json.number("from", 0, Long.MAX_VALUE);
    long to = json.number("to", from, Long.MAX_VALUE);
    long ipv4 = json.count("monitored_ipv4");
    long ipv6 = json.number("monitored_ipv6", 0, Long.MAX_VALUE);
    JsonFields undecodable = json.object("undecodable");
    CaptureLoss loss =
        new CaptureLoss(
            json.count("received"),
            json.count("kernel_dropped"),
            json.count("interface_dropped"),
            json.count("ring_dropped"),
            json.count("not_ip"),
            new Undecodable(
                undecodable.count(UndecodableReason.VERSION.label()),
                undecodable.count(UndecodableReason.HEADER_LENGTH.label()),
                undecodable.count(UndecodableReason.TOTAL_LENGTH.label()),
                undecodable.count(UndecodableReason.TRUNCATED.label())),
            json.count("not_monitored"),
            json.count("solicited"),
            json.count("late"),
            json.count("bad_time"),
            json.count("folded_packets"),
            json.count("folded_rows"));
    undecodable.requireNoOther();
    JsonFields sums = json.object("classes");
    ClassTotals classes =
        new ClassTotals(sums.count("scan"), sums.count("backscatter"), sums.count("other"));
    sums.requireNoOther();
    JsonFields clock = json.object("clock");
    ClockState clockState =
        new ClockState(clockKind(clock.text("state")), clock.number("error", -1, Long.MAX_VALUE));
    clock.requireNoOther();
    long rows = json.count("rows");
    long bytes = json.count("bytes");
    json.requireNoOther();
    if (loss.badTime() > loss.late()
        || loss.late() > classes.total()
        || loss.foldedPackets() > classes.total()
        || loss.foldedRows() > rows
        || rows > classes.total()) {
      throw new IllegalArgumentException(
          "interval " + interval.start() + ": counts are larger than what contains them");
    }
    return new IntervalHeader(
        interval, part, from, to, ipv4, ipv6, loss, classes, rows, bytes, clockState);
  }

  private static void requireOrder(List<IntervalHeader> intervals) {
    for (int i = 1; i < intervals.size(); i++) {
      IntervalHeader a = intervals.get(i - 1);
      IntervalHeader b = intervals.get(i);
      int c = a.interval().compareTo(b.interval());
      if (c > 0 || (c == 0 && a.part() >= b.part())) {
        throw new IllegalArgumentException(
            "intervals[" + i + "] is not after the one before, by start and part");
      }
    }
  }

  private static List<String> signatures(JsonFields json) throws InvalidBatchException {
    JsonNode array = json.array("signatures");
    List<String> entries = new ArrayList<>(Math.min(array.size(), BatchHeader.MAX_SIGNATURES));
    for (JsonNode node : array) {
      if (!node.isTextual() || node.textValue().length() > JsonFields.MAX_TEXT) {
        throw new IllegalArgumentException(
            "signatures must be texts of at most " + JsonFields.MAX_TEXT);
      }
      entries.add(node.textValue());
    }
    return entries;
  }

  private static EpochKind epochKind(String label) {
    for (EpochKind kind : EpochKind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown epoch_kind");
  }

  private static ClockState.Kind clockKind(String label) {
    for (ClockState.Kind kind : ClockState.Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown clock state");
  }

  private static JsonNode parse(byte[] json, String key) throws InvalidBatchException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidBatchException(
          Kind.MALFORMED, key + ": is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidBatchException(Kind.MALFORMED, key + ": " + e.getMessage(), e);
    }
  }
}
