// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Subject, period and filters: the words that {@code rank} and {@code series} share. */
final class RankingOptions {
  @Parameters(
      index = "0",
      paramLabel = "ports|countries|networks|sensors|fingerprints",
      description = "what to rank")
  private RankSubject subject;

  @Mixin private PeriodOptions period;

  @Option(names = "--limit", paramLabel = "N", description = "most rows; default 10, of series 5")
  private Integer limit;

  @Option(
      names = "--by",
      defaultValue = "packets",
      paramLabel = "packets|rate|sources",
      description = "what the ranking goes by; default ${DEFAULT-VALUE}")
  private RankBy by;

  @Option(names = "--sensor", paramLabel = "ID", description = "only that sensor")
  private String sensor;

  @Option(names = "--port", paramLabel = "PORT", description = "only packets of that port")
  private String port;

  @Option(names = "--country", paramLabel = "CC", description = "only sources of that country")
  private String country;

  @Option(names = "--network", paramLabel = "AS", description = "only sources of that AS: AS2516")
  private String network;

  @Option(
      names = "--fingerprint",
      paramLabel = "MARK",
      description = "only packets with that mark, such as mirai; none: without one")
  private String fingerprint;

  @Option(
      names = "--class",
      defaultValue = "scan",
      paramLabel = "scan|backscatter|other|all",
      description = "traffic class; default ${DEFAULT-VALUE}")
  private String trafficClass;

  /**
   * The question that these words are.
   *
   * @param usual how many rows unless told
   * @throws IllegalArgumentException that says which word is wrong
   */
  RankQuestion question(CentralConfig config, int usual, boolean compareGroups) {
    return new RankQuestion(
        subject,
        period.from(),
        period.to(),
        period.zone(config),
        limit == null ? usual : limit,
        by,
        period.group(),
        port,
        country,
        trafficClass,
        network,
        sensor,
        fingerprint,
        compareGroups);
  }
}
