// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.Optional;
import org.teiten.capture.source.LiveSourceConfig;
import org.teiten.support.config.SettingChecks;

/**
 * A further interface at which monitored addresses' packets arrive.
 *
 * @param name such as {@code eth1}
 * @param filter a libpcap expression; what it rejects is counted nowhere
 */
public record CaptureInterface(String name, Optional<String> filter) {
  public CaptureInterface {
    new SettingChecks()
        .require(!name.isBlank(), "name", "is empty; name an interface, such as eth1")
        .require(
            !name.equals(LiveSourceConfig.EVERY_INTERFACE),
            "name",
            "must be one interface; any is all of them already")
        .orThrow();
  }
}
