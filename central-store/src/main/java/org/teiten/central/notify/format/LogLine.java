// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.teiten.central.notify.select.Evidence;

/** Evidence as a line that a human reads, and a tool by its equals signs. */
final class LogLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);
  private static final double MICROS = 1e6;

  private LogLine() {}

  /** With its time in UTC. */
  static String of(Evidence line) {
    return of(line, ZoneOffset.UTC);
  }

  static String of(Evidence line, ZoneId zone) {
    StringBuilder text = new StringBuilder(TIME.format(line.time().atZone(zone)));
    text.append(" proto=").append(line.protocol());
    if (line.sourcePort() != null) {
      text.append(" sport=").append(line.sourcePort());
    }
    if (line.port() != null) {
      text.append(" dport=").append(line.port());
    }
    if (line.icmpType() != null) {
      text.append(" type=").append(line.icmpType()).append(" code=").append(line.icmpCode());
    }
    text.append(" packets=").append(line.packets());
    text.append(" is=").append(line.trafficType()).append(" ttl=").append(line.ttl());
    if (line.mark() != null) {
      text.append(" mark=").append(line.mark());
    }
    return text.append(" clock=").append(clock(line)).toString();
  }

  /** The clock's state, and how far it may be off in seconds. */
  private static String clock(Evidence line) {
    return line.clockErrorMicros() == null
        ? line.clock()
        : String.format(Locale.ROOT, "%s±%.6fs", line.clock(), line.clockErrorMicros() / MICROS);
  }
}
