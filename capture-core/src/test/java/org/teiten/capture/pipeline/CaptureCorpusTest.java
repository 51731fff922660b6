// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.teiten.capture.Documented;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.CaptureFileException;
import org.teiten.capture.source.PacketSource;
import org.teiten.capture.source.PcapFileSource;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficType;

/**
 * Every capture of {@code ../shared/captures}, against what tshark counted. Where Teiten counts
 * otherwise, {@code captures-explained.json} holds our number and the reason, file by file; a
 * difference without a reason fails, and so does a reason without a difference.
 */
class CaptureCorpusTest {
  private static final Path CAPTURES = Path.of("../../shared/captures");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void countsWhatTsharkCountsOrHasAReason() throws Exception {
    boolean present = Files.isDirectory(CAPTURES);
    if (System.getenv("CI") != null) {
      assertThat(present).as("CI needs ../shared/captures beside the checkout").isTrue();
    }
    assumeTrue(present, "needs ../shared/captures beside the checkout");
    Map<String, String> differences = new TreeMap<>();
    CorpusTable table = new CorpusTable();
    int compared = 0;
    for (JsonNode truth : JSON.readTree(CAPTURES.resolve("truth.json").toFile()).get("files")) {
      Path file = CAPTURES.resolve(truth.get("file").asText());
      CorpusTable.Line line = table.line(truth.get("file").asText());
      try (PcapFileSource source = PcapFileSource.open(file)) {
        Map<String, String> theirs = theirs(truth);
        Map<String, String> ours = meter(file, source, truth, line);
        ours.forEach(
            (field, value) -> {
              // Nanoseconds are cut here and rounded there.
              if (!value.equals(theirs.get(field)) && !value.equals(theirs.get(field + "_below"))) {
                differences.put(
                    file.getFileName() + " " + field, value + " not " + theirs.get(field));
                line.differs(field);
              }
            });
        compared++;
      } catch (CaptureFileException e) {
        differences.put(file.getFileName() + " unread", e.getMessage().replace(file + " ", ""));
        line.unread();
      }
    }
    assertThat(compared).isGreaterThan(200);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(Path.of("target/capture-differences.json").toFile(), differences);
    assertThat(differences).isEqualTo(explained());
    if (Documented.wanted()) {
      table.write();
    }
  }

  /** Field by field, as text; reading stops where the file is damaged, as tshark does. */
  private static Map<String, String> meter(
      Path file, PcapFileSource source, JsonNode truth, CorpusTable.Line line) throws IOException {
    IntervalCollector sink = new IntervalCollector();
    MeterConfig config =
        new MeterConfig(
            Mode.CAPTURE, 60, List.of(), List.of(), 16_384, 64, Duration.ofSeconds(1), 1, 2);
    PacketMeter meter = PacketMeter.ofCaptures(config, source.linkType(), sink);
    try {
      do {
        meter.linkType(source.linkType());
      } while (source.poll(meter, 1_000) != PacketSource.END);
    } catch (CaptureFileException e) {
      assertThat(e.getMessage()).contains(file.toString());
    }
    assertThat(meter.finish(0)).isTrue();
    assertBalanced(file, meter.counters(), sink);
    line.counted(meter.counters(), truth.path("packets").asText());
    return ours(meter.counters(), sink.rows, truth);
  }

  private static void assertBalanced(Path file, MeterCounters counters, IntervalCollector sink) {
    assertThat(
            counters.notIp()
                + counters.undecodable().total()
                + counters.notMonitored()
                + counters.solicited()
                + counters.classes().total())
        .as(file.toString())
        .isEqualTo(counters.frames());
    assertThat(sink.headers.stream().mapToLong(h -> h.loss().received()).sum())
        .isEqualTo(counters.frames());
    assertThat(sink.rows.stream().mapToLong(FlowTuple::packets).sum())
        .isEqualTo(sink.headers.stream().mapToLong(IntervalHeader::packets).sum())
        .isEqualTo(counters.classes().total());
    assertThat(sink.rows.stream().mapToLong(FlowTuple::bytes).sum())
        .isEqualTo(sink.headers.stream().mapToLong(IntervalHeader::bytes).sum())
        .isEqualTo(counters.bytes());
  }

  private static Map<String, String> ours(
      MeterCounters counters, List<FlowTuple> rows, JsonNode truth) {
    Map<String, Long> protocols = new TreeMap<>();
    Map<String, Long> syn = new TreeMap<>();
    Map<String, Long> udpPorts = new TreeMap<>();
    long udp = 0;
    boolean udpResponses = false;
    Map<String, Long> icmp = new TreeMap<>();
    Map<String, Long> icmp6 = new TreeMap<>();
    long tcp = 0;
    for (FlowTuple row : rows) {
      protocols.merge("" + row.protocol(), row.packets(), Long::sum);
      if (row.trafficType() == TrafficType.TCP_SYN) {
        syn.merge("" + row.port(), row.packets(), Long::sum);
      }
      if (row.protocol() == 6 && row.port() >= 0) {
        tcp += row.packets();
      }
      if (row.protocol() == 17 && row.port() >= 0) {
        udp += row.packets();
        udpResponses |= row.trafficType() == TrafficType.UDP_RESPONSE;
        udpPorts.merge("" + row.port(), row.packets(), Long::sum);
      }
      if (row.icmpType() >= 0) {
        (row.protocol() == 1 ? icmp : icmp6)
            .merge(row.icmpType() + "/" + row.icmpCode(), row.packets(), Long::sum);
      }
    }
    Map<String, String> ours = new TreeMap<>();
    ours.put("packets", "" + counters.frames());
    ours.put("ipv4", "" + counters.ipv4());
    ours.put("ipv6", "" + counters.ipv6());
    ours.put("non_ip", "" + counters.notIp());
    ours.put("ip_bytes", "" + counters.bytes());
    ours.put("protocols", "" + protocols);
    ours.put("syn", listed(syn, truth.path("tcp_syn_only_by_dport")));
    ours.put("tcp", "" + tcp);
    ours.put("udp", "" + udp);
    if (!udpResponses) { // whose port is the source's here
      ours.put("udp_ports", listed(udpPorts, truth.path("udp_by_dport")));
    }
    ours.put("icmp", "" + icmp);
    ours.put("icmp6", "" + icmp6);
    ours.put("later_fragments", "" + counters.packets(TrafficType.FRAGMENT));
    ours.put(
        "distinct_src",
        "" + rows.stream().map(r -> r.sourceHigh() + " " + r.sourceLow()).distinct().count());
    if (counters.frames() > 0) {
      ours.put("min_ts", "" + counters.earliestMicros());
      ours.put("max_ts", "" + counters.latestMicros());
    }
    return ours;
  }

  private static Map<String, String> theirs(JsonNode truth) {
    Map<String, String> theirs = new TreeMap<>();
    for (String field : List.of("packets", "ipv4", "ipv6", "non_ip", "ip_bytes", "distinct_src")) {
      theirs.put(field, truth.path(field).asText());
    }
    theirs.put("later_fragments", truth.path("fragments_nonfirst").asText());
    theirs.put("tcp", truth.path("tcp_total").asText());
    theirs.put("protocols", counts(truth.path("outer_ip_proto")));
    theirs.put("syn", counts(truth.path("tcp_syn_only_by_dport")));
    theirs.put("udp", truth.path("udp_total").asText());
    theirs.put("udp_ports", counts(truth.path("udp_by_dport")));
    theirs.put("icmp", counts(truth.path("icmp_type_code")));
    theirs.put("icmp6", counts(truth.path("icmpv6_type_code")));
    for (String field : List.of("min_ts", "max_ts")) {
      if (truth.hasNonNull(field)) {
        theirs.put(field, "" + Math.round(truth.get(field).asDouble() * 1e6));
        theirs.put(field + "_below", "" + (Math.round(truth.get(field).asDouble() * 1e6) - 1));
      }
    }
    return theirs;
  }

  /** The truth lists no more than the 20 ports with most packets. */
  private static String listed(Map<String, Long> ports, JsonNode truth) {
    if (truth.size() >= 20) {
      ports.keySet().removeIf(port -> !truth.has(port));
    }
    return ports.toString();
  }

  private static String counts(JsonNode node) {
    Map<String, Long> counts = new TreeMap<>();
    node.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
    return counts.toString();
  }

  /** {"file": {"field": ["ours not theirs", "reason"]}}. */
  private static Map<String, String> explained() throws IOException {
    Map<String, String> explained = new TreeMap<>();
    try (InputStream in = CaptureCorpusTest.class.getResourceAsStream("/captures-explained.json")) {
      JSON.readTree(in)
          .properties()
          .forEach(
              file ->
                  file.getValue()
                      .properties()
                      .forEach(
                          field -> {
                            assertThat(field.getValue().get(1).asText()).hasSizeGreaterThan(20);
                            explained.put(
                                file.getKey() + " " + field.getKey(),
                                field.getValue().get(0).asText());
                          }));
    }
    return explained;
  }
}
