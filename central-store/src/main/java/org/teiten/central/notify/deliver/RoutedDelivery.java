// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;

/**
 * To a recipient's program if its contact names one, else the common way.
 *
 * @param common for all others
 */
public record RoutedDelivery(Delivery common) implements Delivery {
  @Override
  public String deliver(Outgoing notice, HandOver handOver) throws IOException {
    return notice.webhook().isPresent()
        ? new WebhookDelivery().deliver(notice, handOver)
        : common.deliver(notice, handOver);
  }
}
