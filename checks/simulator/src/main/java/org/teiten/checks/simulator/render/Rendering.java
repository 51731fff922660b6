// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import java.io.IOException;
import org.teiten.checks.simulator.traffic.SimulatedDay;

/** A form in which simulated days are written. */
public interface Rendering {
  /**
   * Writes a day.
   *
   * @throws IOException if the disk fails; what was written before stays
   */
  void write(SimulatedDay day) throws IOException;

  /** What was written, in words. */
  String summary();
}
