// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;
import java.util.Optional;

/**
 * To a recipient's program if its contact names one, else the common way.
 *
 * @param common for all others; without it they are told nothing
 */
public record RoutedDelivery(Optional<Delivery> common) implements Delivery {
  @Override
  public String deliver(Outgoing notice, HandOver handOver) throws IOException {
    if (notice.webhook().isPresent()) {
      return new WebhookDelivery().deliver(notice, handOver);
    }
    if (common.isEmpty()) {
      throw new IOException(
          "its recipient has no webhook; set notices.smtp and notices.sender, or notices.folder");
    }
    return common.get().deliver(notice, handOver);
  }
}
