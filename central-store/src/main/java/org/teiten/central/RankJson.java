// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.teiten.central.web.ControlEndpoint;

/**
 * A ranking or a series as one JSON object; their schemas are {@code rank-….schema.json} and {@code
 * series.schema.json} beside this class.
 */
final class RankJson {
  private RankJson() {}

  static String of(RankQuestion question, RankAnswer answer) throws JsonProcessingException {
    ObjectNode json = ControlEndpoint.JSON.valueToTree(answer);
    for (String rows : List.of("rows", "unranked")) {
      for (JsonNode row : json.get(rows)) {
        keepOwn((ObjectNode) row, question);
      }
    }
    return ControlEndpoint.JSON.writeValueAsString(json);
  }

  static String of(SeriesQuestion question, SeriesAnswer answer) throws JsonProcessingException {
    ObjectNode json = ControlEndpoint.JSON.valueToTree(answer);
    for (JsonNode line : json.get("series")) {
      keepOwn((ObjectNode) line.get("total"), question.ranking());
    }
    return ControlEndpoint.JSON.writeValueAsString(json);
  }

  /** Leaves out the fields that belong to other subjects. */
  private static void keepOwn(ObjectNode row, RankQuestion question) {
    List<String> others = new ArrayList<>();
    Arrays.stream(RankSubject.values()).forEach(subject -> others.addAll(RowWords.fields(subject)));
    others.removeAll(RowWords.fields(question.subject()));
    row.remove(others);
    if (!question.compareGroups()) {
      row.remove("groups");
    }
  }
}
