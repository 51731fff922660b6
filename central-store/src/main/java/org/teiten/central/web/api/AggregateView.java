// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.teiten.central.account.Access;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.web.api.Problem.Kind;

/**
 * The whole as those see it who may not see it in full: nothing that fewer than {@value
 * #LEAST_SOURCES} sources sent, nothing that fewer than {@value #LEAST_SENSORS} sensors of others
 * saw, no sensor of others, and numbers rounded, so that the difference of two answers tells
 * nothing of one source or sensor.
 */
final class AggregateView {
  /** Distinct sources that carry what is shown. */
  static final int LEAST_SOURCES = 10;

  /** Sensors of others that saw what is shown. */
  static final int LEAST_SENSORS = 3;

  private static final Set<String> COUNTS =
      Set.of("packets", "sources", "sources_error", "lost_packets");
  private static final Set<String> MEASURES =
      Set.of("rate", "rate_ipv6", "expected", "observed", "observed_ipv6");

  private final Access access;

  AggregateView(Access access) {
    this.access = access;
  }

  /**
   * Makes sure that there is a whole to speak of.
   *
   * @throws Problem if too few sensors of others observed
   */
  void requireWhole(Coverage coverage) throws Problem {
    long others =
        coverage.sensors().stream()
            .filter(one -> !access.ownsGroup(one.group()))
            .filter(one -> one.observed() > 0 || one.observedIpv6() > 0)
            .count();
    if (others < LEAST_SENSORS) {
      throw new Problem(
          Kind.FORBIDDEN,
          "fewer than "
              + LEAST_SENSORS
              + " sensors of others observed in this period, so there is no whole to speak of");
    }
  }

  /** Whether a row may be shown; its groups must have been asked for. */
  boolean shows(RankAnswer.Row row) {
    long others =
        row.groups().stream()
            .filter(view -> !access.ownsGroup(view.group()))
            .mapToLong(RankAnswer.GroupView::seenBy)
            .sum();
    return row.sources() != null
        && row.sources() - row.sourcesError() >= LEAST_SOURCES
        && others >= LEAST_SENSORS;
  }

  /** Takes rows away that may not be shown, and says how many. */
  int withhold(ArrayNode rows, List<RankAnswer.Row> answered) {
    int withheld = 0;
    for (int i = answered.size() - 1; i >= 0; i--) {
      if (!shows(answered.get(i))) {
        rows.remove(i);
        withheld++;
      }
    }
    return withheld;
  }

  /** Empties points of a series that few sources carry, and says how many. */
  static int withholdPoints(JsonNode series) {
    int withheld = 0;
    for (JsonNode line : series) {
      for (JsonNode point : line.get("points")) {
        long sources = point.get("sources").asLong();
        if (point.get("packets").asLong() > 0 && sources < LEAST_SOURCES) {
          ((ObjectNode) point).removeAll();
          List.of("packets", "rate", "rate_ipv6", "sources").forEach(((ObjectNode) point)::putNull);
          withheld++;
        }
      }
    }
    return withheld;
  }

  /** Leaves of a coverage what is one's own, and the whole. */
  void coarsen(ObjectNode coverage) {
    ArrayNode sensors = (ArrayNode) coverage.get("sensors");
    Set<String> own = new java.util.HashSet<>();
    for (int i = sensors.size() - 1; i >= 0; i--) {
      if (access.ownsGroup(sensors.get(i).path("group").asText())) {
        own.add(sensors.get(i).path("sensor").asText());
      } else {
        sensors.remove(i);
      }
    }
    if (!own.contains(coverage.at("/carried_by/sensor").asText())) {
      coverage.putNull("carried_by");
    }
    List.of("expected", "observed", "lost_packets").forEach(name -> round(coverage, name));
  }

  /** Rounds every number that is a count or a measure, however deep. */
  static void round(JsonNode json) {
    if (json instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> round(object, name));
    }
    json.forEach(AggregateView::round);
  }

  private static void round(ObjectNode object, String name) {
    JsonNode value = object.get(name);
    if (!value.isNumber()) {
      return;
    }
    if (COUNTS.contains(name)) {
      object.put(name, rounded(value.asLong()));
    } else if (MEASURES.contains(name)) {
      object.put(name, rounded(value.asDouble()));
    }
  }

  /** To two digits, and to tens at the finest. */
  static long rounded(long count) {
    long unit = 10;
    while (Math.abs(count) >= unit * 100) {
      unit *= 10;
    }
    return Math.round((double) count / unit) * unit;
  }

  /** To two digits. */
  static double rounded(double value) {
    return value == 0
        ? 0
        : new java.math.BigDecimal(value)
            .round(new java.math.MathContext(2, java.math.RoundingMode.HALF_UP))
            .doubleValue();
  }
}
