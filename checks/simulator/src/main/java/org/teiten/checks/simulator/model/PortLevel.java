// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.util.Map;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * The base level of a port, or of all further ports together.
 *
 * @param port which one, or {@code other}
 * @param q1 packets per monitored address and day in the middle of the first quarter
 * @param q2 the same of the second quarter
 * @param fingerprints share of packets by mark: mirai, zmap, masscan
 */
public record PortLevel(
    PortKey port, double q1, double q2, @Default("{}") Map<String, Double> fingerprints) {
  public PortLevel {
    SettingChecks checks =
        new SettingChecks()
            .require(!port.equals(PortKey.ALL), "port", "must be one port, or other")
            .require(q1 >= 0 && q1 <= 1e6, "q1", "must be 0 to 1000000, not " + q1)
            .require(q2 >= 0 && q2 <= 1e6, "q2", "must be 0 to 1000000, not " + q2)
            .require(
                port.protocol() != PortKey.ICMP || Levels.isRequest(port.number()),
                "port",
                "is no ICMP request, so no scan; write 8/icmp, 13/icmp, 15/icmp or 17/icmp");
    Mark.check(checks, fingerprints, port);
    checks.orThrow();
  }
}
