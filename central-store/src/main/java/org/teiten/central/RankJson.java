// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.web.ControlEndpoint;

/**
 * A ranking as one JSON object; its schemas are {@code rank-ports.schema.json} and {@code
 * rank-countries.schema.json} beside this class.
 */
final class RankJson {
  private static final List<String> OF_PORTS =
      List.of("protocol", "port", "type", "code", "service");
  private static final String COUNTRY = "country";

  private RankJson() {}

  static String of(RankQuestion question, RankAnswer answer) throws JsonProcessingException {
    ObjectNode json = ControlEndpoint.JSON.valueToTree(answer);
    for (String rows : List.of("rows", "unranked")) {
      json.get(rows)
          .forEach(
              row -> {
                if (question.subject() == RankSubject.PORTS) {
                  ((ObjectNode) row).remove(COUNTRY);
                } else {
                  ((ObjectNode) row).remove(OF_PORTS);
                }
              });
    }
    return ControlEndpoint.JSON.writeValueAsString(json);
  }
}
