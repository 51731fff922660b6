// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;

/** One format of capture files. One thread. */
interface CaptureReader extends AutoCloseable {
  /** How the frames begin that the next {@link #read} hands over. */
  LinkType linkType();

  /**
   * Hands over the next frames; stops early where the link type changes.
   *
   * @return their number, or {@link PacketSource#END}; 0 where only the link type changed
   * @throws CaptureFileException if the file is cut off or damaged; all frames before were handed
   *     over
   */
  int read(FrameHandler handler, int limit) throws IOException;

  /** Frames handed over, those of a {@link #read} that threw included. */
  long frames();

  /** How many bytes of the capture, decompressed, have been taken. */
  long position();

  @Override
  void close();
}
