// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import org.teiten.central.notify.select.SelectionQuestion;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which sources are meant. */
final class SelectionOptions {
  @Mixin private PeriodOptions period;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "only packets to that, such as 445/tcp")
  private String port;

  @Option(names = "--country", paramLabel = "CC", description = "only sources of that country")
  private String country;

  @Option(
      names = "--network",
      paramLabel = "AS",
      description = "only sources of that AS, such as AS2516")
  private String network;

  @Option(
      names = "--fingerprint",
      paramLabel = "MARK",
      description = "only packets with that mark, such as mirai")
  private String fingerprint;

  @Option(names = "--prefix", paramLabel = "CIDR", description = "only sources within it")
  private String prefix;

  @Option(
      names = "--least-packets",
      paramLabel = "N",
      defaultValue = "" + SelectionQuestion.LEAST_PACKETS,
      description = "only sources with as many in all; default ${DEFAULT-VALUE}")
  private long leastPackets;

  @Option(
      names = "--single-packets",
      description = "also sources of a single packet, whose address anybody could forge")
  private boolean singlePackets;

  @Option(names = "--research-scanners", description = "also those who survey the Internet openly")
  private boolean researchScanners;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "10",
      description = "lines of evidence a source at most; default ${DEFAULT-VALUE}")
  private int lines;

  /** The question, with the configuration's zone unless another was named. */
  SelectionQuestion question(CentralConfig config) {
    return new SelectionQuestion(
        period.from(),
        period.to(),
        period.zone(config),
        period.group(),
        port,
        country,
        network,
        fingerprint,
        prefix,
        leastPackets,
        singlePackets,
        researchScanners,
        lines);
  }
}
