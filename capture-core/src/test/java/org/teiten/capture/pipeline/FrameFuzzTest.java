// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.decode.Tunnel;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpPrefix;

/**
 * Any bytes are frames of any link layer. The first byte chooses the link layer and what is
 * monitored; then frames follow, each after two bytes: how many bytes were captured, and how many
 * were cut off. Frames lie at the end of their own memory, so that reading beyond one is caught.
 */
class FrameFuzzTest {
  private static final LinkType[] LINK_TYPES = LinkType.values();
  private static final List<IpPrefix> MONITORED =
      List.of(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("2001:db8::/32"));
  private static final List<Tunnel> TUNNELS = tunnels();
  private static final int MAX_FRAMES = 64;

  private static List<Tunnel> tunnels() {
    List<Tunnel> tunnels = new ArrayList<>();
    for (Tunnel.Kind kind : Tunnel.Kind.values()) {
      tunnels.add(new Tunnel(kind, IpPrefix.parse("198.51.100.0/24")));
      tunnels.add(new Tunnel(kind, IpPrefix.parse("2001:db8:ffff::/48")));
    }
    return tunnels;
  }

  @FuzzTest(maxDuration = "10m")
  void anyBytesAreAFrameAndTheBooksBalance(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    int choice = bytes[0] & 0xff;
    LinkType linkType = LINK_TYPES[choice % LINK_TYPES.length];
    boolean all = choice >= 128;
    MeterConfig config =
        new MeterConfig(
            Mode.CAPTURE,
            60,
            all ? List.of() : MONITORED,
            all ? List.of() : TUNNELS,
            1_024,
            64,
            Duration.ZERO,
            1,
            2);
    IntervalCollector sink = new IntervalCollector();
    PacketMeter meter = PacketMeter.ofCaptures(config, linkType, sink);
    long frames = 0;
    int at = 1;
    while (at + 2 <= bytes.length && frames < MAX_FRAMES) {
      int captured = Math.min(bytes[at] & 0xff, bytes.length - at - 2);
      int cut = bytes[at + 1] & 0xff;
      byte[] frame = new byte[captured];
      System.arraycopy(bytes, at + 2, frame, 0, captured);
      long micros = Meters.MIDNIGHT + frames * (cut == 255 ? Meters.HOUR : Meters.SECOND);
      meter.onFrame(micros, captured + cut, new UnsafeBuffer(frame), 0, captured);
      frames++;
      at += 2 + captured;
    }
    if (!meter.finish(0)) {
      throw new AssertionError("the sink took everything, but the meter did not finish");
    }
    requireBalance(meter.counters(), sink, frames, all);
  }

  private static void requireBalance(
      MeterCounters counters, IntervalCollector sink, long frames, boolean all) {
    long accounted =
        counters.notIp()
            + counters.undecodable().total()
            + counters.notMonitored()
            + counters.solicited()
            + counters.classes().total();
    long rows = sink.rows.stream().mapToLong(FlowTuple::packets).sum();
    if (counters.frames() != frames || accounted != frames || rows != counters.classes().total()) {
      throw new AssertionError(
          frames
              + " frames, "
              + counters.frames()
              + " counted, "
              + accounted
              + " accounted, "
              + rows
              + " in rows");
    }
    if (counters.ipv4() + counters.ipv6() + counters.notIp() != frames) {
      throw new AssertionError("IPv4, IPv6 and not IP are not all frames");
    }
    for (FlowTuple row : sink.rows) {
      if (row.packets() <= 0 || row.bytes() < 0 || row.firstMicros() > row.lastMicros()) {
        throw new AssertionError(row.toString());
      }
      if (!all && MONITORED.stream().anyMatch(own -> isSource(own, row))) {
        throw new AssertionError("a monitored address is the source of " + row);
      }
    }
  }

  private static boolean isSource(IpPrefix own, FlowTuple row) {
    return own.contains(row.ipVersion(), row.sourceHigh(), row.sourceLow());
  }
}
