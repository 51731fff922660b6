// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Option;

/** Options that choose which packets are read. */
final class PacketChoice {
  @Option(names = "--from", paramLabel = "TIME", description = "Leaves out what is earlier.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Leaves out this time and later.")
  private String to;

  @Option(
      names = "--port",
      split = ",",
      paramLabel = "PORT",
      description = "Only these ports, such as 445/tcp, 8/icmp, 3.1/icmp, 47.")
  private List<String> portTexts = List.of();

  @Option(
      names = "--class",
      paramLabel = "scan|backscatter|other",
      description = "Only this traffic class.")
  private TrafficClass trafficClass;

  @Option(
      names = "--source",
      split = ",",
      paramLabel = "CIDR",
      description = "Only packets from these prefixes.")
  private List<String> sourceTexts = List.of();

  PacketFilter.Asked asked() throws CommandException {
    List<PortSelector> ports = parsed("--port", portTexts, PortSelector::parse);
    List<IpPrefix> sources = parsed("--source", sourceTexts, IpPrefix::parse);
    try {
      return new PacketFilter.Asked(
          from == null ? Long.MIN_VALUE : ObservedSpan.micros(from),
          to == null ? Long.MAX_VALUE : ObservedSpan.micros(to),
          ports,
          sources,
          trafficClass);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
  }

  /** The values of an option that may be given several times. */
  static <T> List<T> parsed(String option, List<String> texts, Function<String, T> parser)
      throws CommandException {
    List<T> values = new ArrayList<>();
    for (String text : texts) {
      try {
        values.add(parser.apply(text.strip()));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(option + ": " + e.getMessage(), e);
      }
    }
    return values;
  }
}
