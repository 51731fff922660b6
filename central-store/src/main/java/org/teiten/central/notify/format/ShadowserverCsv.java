// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.text.Csv;

/**
 * The 32 columns of Shadowserver's report {@code event4_honeypot_darknet} (report_schema, read
 * 2026-03-24), a line for each piece of evidence, times in UTC. Columns about the destination are
 * empty but for its port, since where a sensor is stays secret; so are those that we do not know.
 */
final class ShadowserverCsv {
  static final List<String> COLUMNS =
      List.of(
          "timestamp",
          "protocol",
          "src_ip",
          "src_port",
          "src_asn",
          "src_geo",
          "src_region",
          "src_city",
          "src_hostname",
          "src_naics",
          "src_sector",
          "device_vendor",
          "device_type",
          "device_model",
          "severity",
          "dst_ip",
          "dst_port",
          "dst_asn",
          "dst_geo",
          "dst_region",
          "dst_city",
          "dst_hostname",
          "dst_naics",
          "dst_sector",
          "public_source",
          "infection",
          "family",
          "tag",
          "application",
          "version",
          "event_id",
          "count");

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private ShadowserverCsv() {}

  static String write(Notice notice) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (NoticedSource source : notice.sources()) {
      for (Evidence line : source.evidence()) {
        Map<String, Object> cells = cells(notice, source, line);
        text.append(Csv.line(COLUMNS.stream().map(cells::get).toArray())).append("\r\n");
      }
    }
    return text.toString();
  }

  private static Map<String, Object> cells(Notice notice, NoticedSource source, Evidence line) {
    Marked marked = Marked.of(line);
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("timestamp", second(line.time()));
    cells.put("protocol", line.protocol());
    cells.put("src_ip", source.address());
    cells.put("src_port", line.sourcePort());
    cells.put("src_asn", source.network() == 0 ? null : source.network());
    cells.put("src_geo", source.country());
    cells.put("severity", marked.infected() ? "high" : "medium");
    cells.put("dst_port", line.port());
    cells.put("public_source", notice.from().organisation());
    cells.put("infection", marked.malware());
    cells.put("family", marked.malware());
    cells.put("tag", notice.simulated() ? "simulated" : marked.tag());
    cells.put("event_id", EventId.of(notice, source, line).toString());
    cells.put("count", line.packets());
    return cells;
  }

  private static String second(Instant time) {
    return SECOND.format(time);
  }
}
