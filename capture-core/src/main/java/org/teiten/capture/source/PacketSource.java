// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

package org.teiten.capture.source;

import java.io.IOException;

/** Frames from an interface or a file, in the order in which they come. One thread. */
public interface PacketSource extends AutoCloseable {
  /** What {@link #poll} returns once no frame will ever come again. */
  int END = -1;

  /** How the frames begin. */
  LinkType linkType();

  /**
   * Hands over the frames that are there, without waiting.
   *
   * @param limit the most to hand over
   * @return their number, 0 if there is none now, or {@link #END}
   * @throws IOException if the source failed; all frames before were handed over
   */
  int poll(FrameHandler handler, int limit) throws IOException;

  @Override
  void close();
}
