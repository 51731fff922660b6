// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;

/** A way out. */
public interface Delivery {
  /** Told just before the other side could take what was handed over. */
  @FunctionalInterface
  interface HandOver {
    /** All is written; from here on, who dies does not know whether it was taken. */
    void complete() throws IOException;
  }

  /**
   * Delivers.
   *
   * @param handOver is told once, before the last byte
   * @return what the other side said
   * @throws IOException if it was not taken, for certain; it may be tried again
   * @throws UncertainDeliveryException if it was handed over and no answer came
   */
  String deliver(Outgoing notice, HandOver handOver) throws IOException;
}
