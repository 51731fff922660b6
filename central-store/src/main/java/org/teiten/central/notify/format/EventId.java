// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;

/** The same name for the same evidence in every form of a notice. */
final class EventId {
  private EventId() {}

  static UUID of(Notice notice, NoticedSource source, Evidence line) {
    String text =
        String.join(
            " ",
            notice.id(),
            source.address(),
            line.time().toString(),
            line.protocol(),
            String.valueOf(line.port()),
            String.valueOf(line.icmpType()),
            String.valueOf(line.icmpCode()),
            line.trafficType(),
            String.valueOf(line.mark()),
            String.valueOf(line.sourcePort()));
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
