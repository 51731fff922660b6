// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;

/**
 * From frames to closed intervals: decode, classify, aggregate, with books that balance. One
 * thread; {@link #onFrame} allocates nothing.
 */
public final class PacketMeter implements FrameHandler {
  private final MeterCounters counters = new MeterCounters();

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
      IntervalSink sink) {}

  /** A meter for captures: what it was given is what was received, and the clock is unknown. */
  public static PacketMeter ofCaptures(MeterConfig config, LinkType linkType, IntervalSink sink) {
    return new PacketMeter(config, linkType, new CaptureCounters(), () -> ClockState.UNKNOWN, sink);
  }

  /** From the next frame on, frames begin like this: for the next of several captures. */
  public void linkType(LinkType linkType) {}

  @Override
  public void onFrame(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {}

  /**
   * Live: says what time it is, at least once a second, before the first frame too. Closes the
   * intervals whose end has passed by the slack.
   *
   * @param nowMicros microseconds since 1970, UTC
   */
  public void tick(long nowMicros) {}

  /**
   * Closes everything that is open: at the end of a capture or of the process. Metering may go on
   * afterwards, with the next capture; the time between counts as not observed.
   *
   * @param nowMicros live: what time it is; for captures without meaning
   * @return whether the sink took everything; if not, call again later
   */
  public boolean finish(long nowMicros) {
    return true;
  }

  /** Cumulative books; safe to read from another thread. */
  public MeterCounters counters() {
    return counters;
  }
}
