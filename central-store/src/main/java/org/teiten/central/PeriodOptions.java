// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import picocli.CommandLine.Option;

/** Which days are asked about, and of which sensors. */
final class PeriodOptions {
  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "DATE", description = "last day, included")
  private String to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "whose days, over report.zone of the configuration")
  private String zone;

  @Option(names = "--group", paramLabel = "GROUP", description = "only sensors of that group")
  private String group;

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  /** The zone that was named, else the configuration's. */
  String zone(CentralConfig config) {
    return zone == null ? config.report().zone().getId() : zone;
  }

  /** The group that was named, else null. */
  String group() {
    return group;
  }
}
