// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;

/**
 * XARF 4 reports of type {@code connection/port_scan}, one for each source and protocol, as a JSON
 * array. Such a report must name a source port where the source is an address, so what has none
 * (ICMP) or a protocol that XARF does not know stands in the other forms only; its destination
 * address is left out, which XARF allows.
 */
final class XarfReports {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VERSION = "4.2.0";
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp");
  private static final int MOST_TAGS = 20;

  private XarfReports() {}

  static String write(Notice notice) {
    List<Map<String, Object>> reports = new ArrayList<>();
    for (NoticedSource source : notice.sources()) {
      for (String protocol : PROTOCOLS.stream().sorted().toList()) {
        List<Evidence> lines =
            source.evidence().stream()
                .filter(line -> line.protocol().equals(protocol) && portKnown(line.sourcePort()))
                .sorted(Comparator.comparing(Evidence::time))
                .toList();
        if (!lines.isEmpty()) {
          reports.add(report(notice, source, protocol, lines));
        }
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(reports) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> report(
      Notice notice, NoticedSource source, String protocol, List<Evidence> lines) {
    Evidence last = lines.get(lines.size() - 1);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("xarf_version", VERSION);
    report.put("report_id", EventId.of(notice, source, last).toString());
    report.put("timestamp", last.time().toString());
    report.put("reporter", contact(notice));
    report.put("sender", contact(notice));
    report.put("source_identifier", source.address());
    report.put("source_port", last.sourcePort());
    report.put("category", "connection");
    report.put("type", "port_scan");
    report.put("protocol", protocol);
    report.put("first_seen", lines.get(0).time().toString());
    report.put("last_seen", last.time().toString());
    if (portKnown(last.port())) {
      report.put("destination_port", last.port());
    }
    report.put("evidence_source", "traffic_analysis");
    report.put("evidence", List.of(evidence(lines)));
    report.put("tags", tags(notice, lines));
    report.put(
        "description",
        (notice.simulated() ? "SIMULATED, nobody sent this. " : "")
            + "Unsolicited packets to unused addresses; the times in the evidence are UTC.");
    return report;
  }

  private static boolean portKnown(Integer port) {
    return port != null && port > 0;
  }

  private static Map<String, Object> contact(Notice notice) {
    Map<String, Object> contact = new LinkedHashMap<>();
    contact.put("org", notice.from().organisation());
    contact.put("contact", notice.from().contact().text());
    contact.put("domain", notice.from().contact().domain());
    return contact;
  }

  private static Map<String, Object> evidence(List<Evidence> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(LogLine.of(line)).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("content_type", "text/plain");
    item.put("description", "a line for packets to one port within a minute, first packet's time");
    item.put("payload", Base64.getEncoder().encodeToString(bytes));
    item.put("hash", "sha256:" + sha256(bytes));
    item.put("size", bytes.length);
    return item;
  }

  /** What matters most first, as XARF takes no more than {@value #MOST_TAGS}. */
  private static List<String> tags(Notice notice, List<Evidence> lines) {
    List<String> tags = new ArrayList<>();
    if (notice.simulated()) {
      tags.add("teiten:simulated");
    }
    lines.stream()
        .map(Marked::of)
        .filter(Marked::infected)
        .forEach(marked -> tags.add("malware:" + marked.malware()));
    for (ChosenPhenomenon one : notice.phenomena()) {
      tags.add("phenomenon:" + one.id().toLowerCase(Locale.ROOT));
    }
    lines.stream()
        .filter(line -> line.mark() != null && !Marked.of(line).infected())
        .forEach(line -> tags.add("tool:" + line.mark()));
    return tags.stream().distinct().limit(MOST_TAGS).toList();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
