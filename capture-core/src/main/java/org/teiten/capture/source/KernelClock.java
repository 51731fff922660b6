// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.flowtuple.ClockState;

/**
 * What the kernel says of the clock that stamps the frames, by adjtimex(2), which asks and changes
 * nothing. Any thread.
 *
 * <pre>
 *   struct timex   0 u32 modes   24 long maxerror (microseconds)   40 int status   (208 bytes)
 * </pre>
 */
public final class KernelClock implements Supplier<ClockState> {
  private static final int TIMEX_BYTES = 208;
  private static final int MAX_ERROR = 24;
  private static final int STATUS = 40;
  private static final int TIME_ERROR = 5;
  private static final int UNSYNCHRONISED_BIT = 0x40;

  @Override
  public ClockState get() {
    UnsafeBuffer timex = new UnsafeBuffer(ByteBuffer.allocateDirect(TIMEX_BYTES));
    int state = Libc.functions().adjtimex(timex.addressOffset());
    return state < 0
        ? ClockState.UNKNOWN
        : of(state, timex.getInt(STATUS), timex.getLong(MAX_ERROR));
  }

  static ClockState of(int state, int status, long maxErrorMicros) {
    boolean synchronised = state != TIME_ERROR && (status & UNSYNCHRONISED_BIT) == 0;
    return new ClockState(
        synchronised ? ClockState.Kind.SYNCHRONISED : ClockState.Kind.UNSYNCHRONISED,
        maxErrorMicros);
  }
}
