// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;

/**
 * A ranking or a series as one JSON object; their schemas are {@code rank-….schema.json} and {@code
 * series.schema.json} among the resources.
 */
public final class RankJson {
  private RankJson() {}

  /** A ranking. */
  public static ObjectNode of(RankQuestion question, RankAnswer answer) {
    ObjectNode json = ControlEndpoint.JSON.valueToTree(answer);
    for (String rows : List.of("rows", "unranked")) {
      for (JsonNode row : json.get(rows)) {
        keepOwn((ObjectNode) row, question);
      }
    }
    return json;
  }

  /** A series. */
  public static ObjectNode of(SeriesQuestion question, SeriesAnswer answer) {
    ObjectNode json = ControlEndpoint.JSON.valueToTree(answer);
    for (JsonNode line : json.get("series")) {
      keepOwn((ObjectNode) line.get("total"), question.ranking());
    }
    return json;
  }

  /** Leaves out the fields that belong to other subjects. */
  private static void keepOwn(ObjectNode row, RankQuestion question) {
    List<String> others = new ArrayList<>();
    Arrays.stream(RankSubject.values()).forEach(subject -> others.addAll(fields(subject)));
    others.removeAll(fields(question.subject()));
    row.remove(others);
    if (!question.compareGroups()) {
      row.remove("groups");
    }
  }

  /** Names of the fields that say what a row is about. */
  public static List<String> fields(RankSubject subject) {
    return switch (subject) {
      case PORTS -> List.of("protocol", "port", "type", "code", "service");
      case COUNTRIES -> List.of("country");
      case NETWORKS -> List.of("network", "name", "country");
      case SENSORS -> List.of("sensor", "group");
      case FINGERPRINTS -> List.of("fingerprint");
    };
  }
}
