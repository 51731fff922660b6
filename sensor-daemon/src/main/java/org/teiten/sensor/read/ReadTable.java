// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.UndecodableReason;

/** The report for people. */
final class ReadTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String[] HEADINGS = {
    "PORT", "CLASS", "TYPE", "PACKETS", "SHARE", "SOURCES", "BYTES"
  };
  private static final int NUMBERS_FROM = 3;

  private final ReadReport report;
  private final PrintStream out;

  ReadTable(ReadReport report, PrintStream out) {
    this.report = report;
    this.out = out;
  }

  /**
   * Prints the books, then the ports.
   *
   * @param limit the most ports to print, 0 for all
   */
  void write(int limit) {
    summary();
    if (report.ports().isEmpty()) {
      return;
    }
    out.println();
    List<PortTotal> shown =
        limit == 0 || report.ports().size() <= limit
            ? report.ports()
            : report.ports().subList(0, limit);
    lines(shown);
    int hidden = report.ports().size() - shown.size();
    if (hidden > 0) {
      out.printf(
          Locale.ROOT,
          "%n%,d more, with %,d packets: --limit 0 shows all%n",
          hidden,
          report.ports().stream().skip(limit).mapToLong(PortTotal::packets).sum());
    }
    if (shown.stream().anyMatch(PortTotal::sourcesEstimated)) {
      out.println("\n~ an estimate: there are too many sources to count each");
    }
  }

  private void summary() {
    if (report.first().isPresent()) {
      Instant first = report.first().get();
      Instant last = report.last().get();
      line("time", TIME.format(first) + " to " + TIME.format(last) + ", " + span(first, last));
    }
    line("packets", number(report.packets()));
    report
        .filtered()
        .ifPresent(
            left -> line("left out", number(left) + "  (not asked for, in no number below)"));
    for (TrafficClass trafficClass : TrafficClass.values()) {
      long packets = report.classes().count(trafficClass);
      line(
          "  " + trafficClass.label(),
          "%s  %6s",
          number(packets),
          share(packets, report.packets()));
    }
    optional("  not IP", report.notIp());
    if (report.undecodable().total() > 0) {
      StringJoiner reasons = new StringJoiner(", ", "  (", ")");
      for (UndecodableReason reason : UndecodableReason.values()) {
        long packets = report.undecodable().count(reason);
        if (packets > 0) {
          reasons.add(reason.label() + " " + number(packets).strip());
        }
      }
      line("  undecodable", number(report.undecodable().total()) + reasons);
    }
    optional("  not monitored", report.notMonitored());
    optional("  solicited", report.solicited());
    line("IPv4, IPv6", "%s, %,d", number(report.ipv4()), report.ipv6());
    line("bytes", number(report.bytes()));
    report.fingerprints().forEach((mark, packets) -> line("marked " + mark, number(packets)));
  }

  private void optional(String name, long packets) {
    if (packets > 0) {
      line(name, "%s  %6s", number(packets), share(packets, report.packets()));
    }
  }

  private void line(String name, String format, Object... values) {
    out.println(
        String.format(Locale.ROOT, "%-16s", name)
            + (values.length == 0 ? format : String.format(Locale.ROOT, format, values)));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,15d", value);
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  private static String span(Instant first, Instant last) {
    Duration span = Duration.between(first, last);
    if (span.toDays() > 1) {
      return span.toDays() + " days " + span.toHoursPart() + " h";
    } else if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    } else if (span.toMinutes() > 0) {
      return span.toMinutes() + " min " + span.toSecondsPart() + " s";
    }
    return String.format(Locale.ROOT, "%.3f s", span.toMillis() / 1_000.0);
  }

  private void lines(List<PortTotal> totals) {
    long all = report.classes().total();
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (PortTotal total : totals) {
      rows.add(
          new String[] {
            total.key().label(),
            total.key().trafficType().trafficClass().label(),
            total.key().trafficType().label(),
            String.format(Locale.ROOT, "%,d", total.packets()),
            share(total.packets(), all),
            (total.sourcesEstimated() ? "~" : "")
                + String.format(Locale.ROOT, "%,d", total.sources()),
            String.format(Locale.ROOT, "%,d", total.bytes())
          });
    }
    int[] widths = new int[HEADINGS.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String pad = " ".repeat(widths[i] - row[i].length());
        boolean right = i == 0 || i >= NUMBERS_FROM;
        text.append(i == 0 ? "" : "  ").append(right ? pad + row[i] : row[i] + pad);
      }
      out.println(text);
    }
  }
}
