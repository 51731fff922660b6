// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.web.PhenomenonChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which sources are meant. */
final class SelectionOptions {
  @Mixin private PeriodOptions period;

  @Option(
      names = "--phenomenon",
      paramLabel = "ID",
      description = {
        "the sources of that change, as 'phenomena' lists it for the same days: its days, port, country",
        "and networks"
      })
  private String phenomenon;

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

  /**
   * The question, with the configuration's zone unless another was named.
   *
   * @throws IllegalArgumentException if a word is wrong, or there is no such phenomenon
   */
  SelectionQuestion question(CentralConfig config, Centre centre) throws IOException {
    if (phenomenon == null) {
      return question(period.from(), period.to(), period.zone(config), port, country, null);
    }
    if (port != null || country != null || network != null) {
      throw new IllegalArgumentException(
          "a phenomenon says its port, country and networks itself; leave out --port, --country and"
              + " --network, or --phenomenon");
    }
    ChosenPhenomenon chosen = chosen(period.zone(config), centre);
    return question(
        chosen.start(),
        chosen.end() == null ? period.to() : chosen.end(),
        period.zone(config),
        chosen.port(),
        chosen.country(),
        chosen);
  }

  private ChosenPhenomenon chosen(String zone, Centre centre) throws IOException {
    return PhenomenonChoice.toTell(
        centre.phenomena(
            new PhenomenaQuestion(
                period.from(), period.to(), zone, period.group(), null, null, RankQuestion.ALL)),
        phenomenon);
  }

  private SelectionQuestion question(
      String from,
      String to,
      String zone,
      String ofPort,
      String ofCountry,
      ChosenPhenomenon ofPhenomenon) {
    return new SelectionQuestion(
        from,
        to,
        zone,
        period.group(),
        ofPort,
        ofCountry,
        network,
        fingerprint,
        prefix,
        leastPackets,
        singlePackets,
        researchScanners,
        lines,
        ofPhenomenon);
  }
}
