// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import org.agrona.DirectBuffer;

/** Receives frames one by one, on the thread that polls; must not keep the buffer. */
public interface FrameHandler {
  /**
   * Takes one frame.
   *
   * @param timestampMicros when it was captured, microseconds since 1970, UTC; may be anything in a
   *     file
   * @param wireLength the frame's length on the wire in bytes, as the source states it
   * @param buffer holds the captured bytes
   * @param offset where they begin
   * @param capturedLength how many there are
   */
  void onFrame(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength);
}
