// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.teiten.capture.aggregate.CaptureTotals;
import org.teiten.capture.aggregate.FlowTupleTable;
import org.teiten.capture.aggregate.IntervalClock;
import org.teiten.capture.aggregate.IntervalHeaders;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.capture.classify.MonitoredAddresses;
import org.teiten.capture.classify.PacketClassifier;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;

/**
 * From frames to closed intervals: decode, classify, aggregate, with books that balance. One
 * thread; {@link #onFrame} allocates nothing but when it closes an interval.
 */
public final class PacketMeter implements FrameHandler {
  private final MeterCounters counters = new MeterCounters();
  private final PacketHeaders headers = new PacketHeaders();
  private final HeaderDecoder[] decoders = new HeaderDecoder[LinkType.values().length];
  private final PacketClassifier classifier;
  private final IntervalClock clock;
  private HeaderDecoder decoder;

  /**
   * A meter for a live interface.
   *
   * @param captured what the capturing side counted so far; read at each closing
   * @param clockState how far the clock can be trusted; read at each closing
   * @param sink takes closed intervals, on the thread that calls this meter
   */
  public PacketMeter(
      MeterConfig config,
      LinkType linkType,
      CaptureCounters captured,
      Supplier<ClockState> clockState,
      IntervalSink sink) {
    this(
        config,
        linkType,
        () ->
            new CaptureTotals(
                captured.received(),
                captured.kernelDropped(),
                captured.interfaceDropped(),
                captured.ringDropped()),
        clockState,
        sink);
  }

  private PacketMeter(
      MeterConfig config,
      LinkType linkType,
      Supplier<CaptureTotals> totals,
      Supplier<ClockState> clockState,
      IntervalSink sink) {
    MonitoredAddresses monitored = new MonitoredAddresses(config.monitored());
    classifier = new PacketClassifier(monitored, config.managementPorts());
    for (LinkType type : LinkType.values()) {
      decoders[type.ordinal()] = new HeaderDecoder(type, config.tunnels());
    }
    linkType(linkType);
    clock =
        new IntervalClock(
            config.mode() == Mode.LIVE,
            config.intervalSeconds(),
            config.slack().toNanos() / 1_000,
            config.tableKeys(),
            config.maxFoldedKeys(),
            config.hashKey0(),
            config.hashKey1(),
            new IntervalHeaders(
                monitored.ipv4Addresses(), monitored.ipv6Networks(), totals, clockState),
            sink);
  }

  /** A meter for captures: what it was given is what was received, and the clock is unknown. */
  public static PacketMeter ofCaptures(MeterConfig config, LinkType linkType, IntervalSink sink) {
    Supplier<CaptureTotals> none = null;
    return new PacketMeter(config, linkType, none, () -> ClockState.UNKNOWN, sink);
  }

  /**
   * From the next frame on, frames begin like this. Call it before each {@code poll} of a capture,
   * whose link type may change from frame to frame.
   */
  public void linkType(LinkType linkType) {
    decoder = decoders[linkType.ordinal()];
  }

  @Override
  public void onFrame(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    MeterCounters c = counters;
    c.frames++;
    c.earliestMicros = Math.min(c.earliestMicros, timestampMicros);
    c.latestMicros = Math.max(c.latestMicros, timestampMicros);
    long micros = IntervalClock.clamp(timestampMicros);
    FlowTupleTable table = clock.tableFor(micros);
    int code = decoder.decode(headers, buffer, offset, capturedLength, wireLength);
    if (headers.linkVersion() == 4) {
      c.ipv4++;
    } else if (headers.linkVersion() == 6) {
      c.ipv6++;
    }
    if (code == HeaderDecoder.DECODED) {
      onPacket(micros, table);
    } else if (code == HeaderDecoder.NOT_IP) {
      c.notIp++;
      table.books().addNotIp();
    } else {
      c.undecodable[code]++;
      table.books().addUndecodable(code);
    }
  }

  private void onPacket(long micros, FlowTupleTable table) {
    MeterCounters c = counters;
    ClassifiedPacket packet = table.next();
    int verdict = classifier.classify(micros, headers, packet);
    if (verdict == PacketClassifier.OBSERVED) {
      c.packetsByType[packet.trafficType().ordinal()]++;
      c.packetsByFingerprint[packet.fingerprint()]++;
      for (int marks = packet.qualityMarks(); marks != 0; marks &= marks - 1) {
        c.packetsByMark[Integer.numberOfTrailingZeros(marks)]++;
      }
      c.bytes += packet.bytes();
      table.add(micros);
      if (clock.late()) {
        onLate(table);
      }
    } else if (verdict == PacketClassifier.NOT_MONITORED) {
      c.notMonitored++;
      table.books().addNotMonitored();
    } else {
      c.solicited++;
      table.books().addSolicited();
    }
  }

  private void onLate(FlowTupleTable table) {
    counters.late++;
    if (clock.badTime()) {
      counters.badTime++;
    }
    table.books().addLate(clock.badTime());
  }

  /**
   * Live: says what time it is, at least once a second, before the first frame too. Closes the
   * intervals whose end has passed by the slack.
   *
   * @param nowMicros microseconds since 1970, UTC
   */
  public void tick(long nowMicros) {
    clock.tick(IntervalClock.clamp(nowMicros));
    publishClosings();
  }

  /**
   * Closes everything that is open: at the end of a capture or of the process. Metering may go on
   * afterwards, with the next capture; the time between counts as not observed.
   *
   * @param nowMicros live: what time it is; for captures without meaning
   * @return whether the sink took everything and there is a free table for what may follow; if not,
   *     call again later
   */
  public boolean finish(long nowMicros) {
    boolean finished = clock.finish(IntervalClock.clamp(nowMicros));
    publishClosings();
    return finished;
  }

  private void publishClosings() {
    counters.foldedPackets = clock.foldedPackets();
    counters.closedIntervals = clock.closedIntervals();
    counters.refusedIntervals = clock.refusedIntervals();
  }

  /** Cumulative books; safe to read from another thread. */
  public MeterCounters counters() {
    return counters;
  }
}
