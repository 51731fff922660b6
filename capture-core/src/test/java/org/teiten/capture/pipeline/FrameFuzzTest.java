// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Meters go on from input to input, for making one takes longer than metering its frames. */
  private static final Map<Integer, Metered> METERED = new HashMap<>();

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
    Metered metered = METERED.computeIfAbsent(linkType.ordinal() * 2 + (all ? 1 : 0), Metered::new);
    PacketMeter meter = metered.meter;
    Books before = new Books(meter.counters());
    metered.sink.rows.clear();
    metered.sink.headers.clear();
    metered.sink.rowsByInterval.clear();
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
    requireBalance(before, new Books(meter.counters()), linkType, frames);
    requireRows(metered.sink.rows, new Books(meter.counters()).rows - before.rows, all);
  }

  private static final class Metered {
    final IntervalCollector sink = new IntervalCollector();
    final PacketMeter meter;

    Metered(int choice) {
      boolean all = choice % 2 == 1;
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
      meter = PacketMeter.ofCaptures(config, LINK_TYPES[choice / 2], sink);
    }
  }

  /** What the meter counted so far. */
  private record Books(long frames, long accounted, long rows, long versions, long unread) {
    Books(MeterCounters counters) {
      this(
          counters.frames(),
          counters.notIp()
              + counters.undecodable().total()
              + counters.notMonitored()
              + counters.solicited()
              + counters.classes().total(),
          counters.classes().total(),
          counters.ipv4() + counters.ipv6() + counters.notIp(),
          counters.undecodable().total());
    }
  }

  private static void requireBalance(Books before, Books after, LinkType linkType, long frames) {
    if (after.frames - before.frames != frames || after.accounted - before.accounted != frames) {
      throw new AssertionError(frames + " frames, before " + before + ", after " + after);
    }
    long unsaid = frames - (after.versions - before.versions);
    long unread = after.unread - before.unread;
    if (unsaid != 0 && (linkType != LinkType.RAW_IP || unsaid < 0 || unsaid > unread)) {
      throw new AssertionError("IPv4, IPv6 and not IP are not all frames: " + unsaid + " missing");
    }
  }

  private static void requireRows(List<FlowTuple> rows, long packets, boolean all) {
    if (rows.stream().mapToLong(FlowTuple::packets).sum() != packets) {
      throw new AssertionError("rows do not hold the " + packets + " packets that were classified");
    }
    for (FlowTuple row : rows) {
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
