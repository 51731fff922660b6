// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.teiten.sensor.top.IntervalSummary.PortLine;
import org.teiten.sensor.top.IntervalSummary.SourceLine;

/** A view as lines of text, at most 100 characters wide. */
public final class TopScreen {
  private static final double NANOS = 1e9;
  private static final long SECONDS_A_MINUTE = 60;
  private static final long SECONDS_AN_HOUR = 3_600;
  private static final long SECONDS_A_DAY = 86_400;
  private static final double MIB = 1 << 20;

  private LiveView before;
  private long beforeNanos;

  /**
   * The next screen.
   *
   * @param nanos when the view was taken, by any steady clock; the rate is that since the one
   *     before
   */
  public List<String> next(LiveView now, long nanos) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s at %s  up %s"
            .formatted(now.software(), now.sensor(), now.networkInterface(), up(now.upSeconds())));
    lines.add(now.reasons().isEmpty() ? "all is well" : "! " + now.reasons().get(0));
    now.reasons().stream().skip(1).forEach(reason -> lines.add("! " + reason));
    lines.add("");
    books(now, rate(now, nanos), lines);
    lines.add("");
    interval(now.lastInterval(), lines);
    before = now;
    beforeNanos = nanos;
    return lines;
  }

  private String rate(LiveView now, long nanos) {
    boolean same = before != null && now.upSeconds() >= before.upSeconds();
    if (!same || nanos <= beforeNanos) {
      return "";
    }
    double packets = now.capture().received() - before.capture().received();
    return format("  %,.1f packets/s", packets * NANOS / (nanos - beforeNanos));
  }

  private static void books(LiveView now, String rate, List<String> lines) {
    LiveView.Capture capture = now.capture();
    LiveView.Meter meter = now.meter();
    LiveView.Spool spool = now.spool();
    long monitored = meter.scan() + meter.backscatter() + meter.other();
    lines.add(format("received     %,15d%s", capture.received(), rate));
    lines.add(
        format(
            "  lost       %,15d  in the kernel %,d, in the ring %,d",
            capture.kernelDropped() + meter.ringDropped(),
            capture.kernelDropped(),
            meter.ringDropped()));
    lines.add(
        format(
            "  left out   %,15d  not monitored %,d, solicited %,d, not IP %,d, undecodable %,d",
            meter.notMonitored() + meter.solicited() + meter.notIp() + meter.undecodable(),
            meter.notMonitored(),
            meter.solicited(),
            meter.notIp(),
            meter.undecodable()));
    lines.add(
        format(
            "  classified %,15d  scan %,d, backscatter %,d, other %,d",
            monitored, meter.scan(), meter.backscatter(), meter.other()));
    lines.add(
        format(
            "spooled      %,15d  lost there %,d", spool.writtenPackets(), spool.droppedPackets()));
    lines.add(
        format(
            "delivered    %,15d  %,d batches wait (%.1f MiB)",
            now.ship().deliveredPackets(), spool.waitingBatches(), spool.waitingBytes() / MIB));
  }

  private static void interval(IntervalSummary interval, List<String> lines) {
    if (interval == null) {
      lines.add("no interval with a packet has ended yet");
      return;
    }
    lines.add(
        format("%s, %d s: %,d packets", interval.start(), interval.seconds(), interval.packets()));
    lines.add("");
    lines.add("PORT              PACKETS  SOURCES   SOURCE                      PACKETS    PORTS");
    Iterator<PortLine> ports = interval.ports().iterator();
    Iterator<SourceLine> sources = interval.sources().iterator();
    while (ports.hasNext() || sources.hasNext()) {
      String left = ports.hasNext() ? port(ports.next()) : " ".repeat(34);
      lines.add((left + (sources.hasNext() ? source(sources.next()) : "")).stripTrailing());
    }
  }

  private static String port(PortLine line) {
    return format("%-13s%,12d%,9d", line.port(), line.packets(), line.sources());
  }

  private static String source(SourceLine line) {
    return format("   %-23s%,12d%,9d", line.source(), line.packets(), line.ports());
  }

  private static String up(long seconds) {
    Duration up = Duration.ofSeconds(seconds);
    if (seconds < SECONDS_A_MINUTE) {
      return seconds + " s";
    } else if (seconds < SECONDS_AN_HOUR) {
      return up.toMinutes() + " min";
    }
    return seconds < SECONDS_A_DAY
        ? up.toHours() + " h " + up.toMinutesPart() + " min"
        : up.toDays() + " d " + up.toHoursPart() + " h";
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
