// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that was read. */
public final class Knowledge {
  /** Knows nothing. */
  public static final Knowledge NONE = new Knowledge(List.of(), List.of(), List.of());

  private static final String MIRAI = "mirai";
  private static final double BORNE = 0.3;
  private static final double ABSENT = 0.05;
  private static final long LONGEST_AFTER = 730;
  private static final long LONGEST_BEFORE = 365;
  private static final int MOST = 5;

  private final Map<String, Vulnerability> vulnerabilities;
  private final List<Malware> malware;
  private final List<ResearchScanner> scanners;

  Knowledge(
      List<Vulnerability> vulnerabilities, List<Malware> malware, List<ResearchScanner> scanners) {
    this.vulnerabilities =
        vulnerabilities.stream()
            .collect(
                Collectors.toMap(
                    one -> one.id().text(),
                    Function.identity(),
                    (a, b) -> a,
                    java.util.LinkedHashMap::new));
    this.malware = List.copyOf(malware);
    this.scanners = List.copyOf(scanners);
  }

  /** Vulnerabilities, in the order of the files. */
  public List<Vulnerability> vulnerabilities() {
    return List.copyOf(vulnerabilities.values());
  }

  /** Malware and tools. */
  public List<Malware> malware() {
    return malware;
  }

  /** Who surveys openly. */
  public List<ResearchScanner> scanners() {
    return scanners;
  }

  /**
   * What may explain a change, the likeliest first, at most five: what has the port and is near in
   * time (first seen up to two years before its start, or up to one year after), entries whose mark
   * the packets bear before others, then those before the start that are nearest to it.
   */
  public List<Hint> match(Sighting sighting) {
    if (sighting.backscatter()) {
      return List.of();
    }
    List<Hint> hints = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Malware one : malware) {
      if (has(one.ports(), sighting.port())) {
        Hint hint = hint(one, sighting);
        if (near(hint)) {
          hints.add(hint);
          one.uses().forEach(id -> told.add(id.text()));
        }
      }
    }
    for (Vulnerability one : vulnerabilities.values()) {
      if (has(one.ports(), sighting.port()) && !told.contains(one.id().text())) {
        Hint hint = hint(one, sighting);
        if (near(hint)) {
          hints.add(hint);
        }
      }
    }
    hints.sort(Comparator.comparingDouble(Knowledge::distance).thenComparing(Hint::id));
    return List.copyOf(hints.subList(0, Math.min(MOST, hints.size())));
  }

  private Hint hint(Malware one, Sighting sighting) {
    List<String> cve =
        one.uses().stream()
            .map(id -> vulnerabilities.get(id.text()))
            .flatMap(used -> used.cve().stream())
            .map(CveNumber::text)
            .toList();
    MarkEvidence mark =
        one.fingerprint().isPresent()
            ? mark(sighting.marks().getOrDefault(one.fingerprint().get().label(), 0.0))
            : withoutMirai(sighting);
    return new Hint(
        one.id().text(),
        one.kind().label(),
        one.name(),
        cve,
        sighting.port(),
        one.firstSeen(),
        one.firstSeen().daysTo(sighting.start()),
        !one.firstSeen().first().isAfter(sighting.periodEnd()),
        mark,
        one.source());
  }

  private static Hint hint(Vulnerability one, Sighting sighting) {
    return new Hint(
        one.id().text(),
        Hint.VULNERABILITY,
        one.name(),
        one.cve().stream().map(CveNumber::text).toList(),
        sighting.port(),
        one.known(),
        one.known().daysTo(sighting.start()),
        !one.known().first().isAfter(sighting.periodEnd()),
        withoutMirai(sighting),
        one.source());
  }

  private static MarkEvidence mark(double share) {
    return share >= BORNE
        ? MarkEvidence.BORNE
        : share < ABSENT ? MarkEvidence.ABSENT : MarkEvidence.NONE;
  }

  private static MarkEvidence withoutMirai(Sighting sighting) {
    return sighting.port().endsWith("/tcp") && sighting.marks().getOrDefault(MIRAI, 0.0) < ABSENT
        ? MarkEvidence.NO_MIRAI
        : MarkEvidence.NONE;
  }

  private static boolean has(List<KnownPort> ports, String port) {
    return ports.stream().anyMatch(one -> one.text().equals(port));
  }

  // A mark in the packets is good for any time after the malware appeared.
  private static boolean near(Hint hint) {
    return hint.days() >= -LONGEST_BEFORE
        && (hint.days() <= LONGEST_AFTER || hint.mark() == MarkEvidence.BORNE);
  }

  private static double distance(Hint hint) {
    double time = hint.days() >= 0 ? hint.days() : LONGEST_AFTER - hint.days();
    return switch (hint.mark()) {
      case BORNE -> time / LONGEST_AFTER - 10;
      case ABSENT -> time + LONGEST_AFTER;
      default -> time;
    };
  }
}
