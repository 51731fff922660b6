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

  /**
   * Waits until frames may be there.
   *
   * @param timeoutMillis the longest to wait; 0 does not wait
   * @return whether to poll again at once
   * @throws IOException if the source failed
   */
  boolean awaitFrames(int timeoutMillis) throws IOException;

  /**
   * Takes no frame that comes from now on. Those taken before are still handed over by {@link
   * #poll}, which then returns {@link #END}; from there on {@link #statistics()} stands still and,
   * of an interface, received = handed over + kernel dropped holds exactly.
   *
   * @throws IOException if the source failed
   */
  void stop() throws IOException;

  /**
   * Reads what the source has counted. A system call: about once a second is right.
   *
   * @throws IOException if the source failed
   */
  SourceStatistics statistics() throws IOException;

  @Override
  void close();
}
