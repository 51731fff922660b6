// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
  private static final Path PAGE = Path.of("../docs/openapi.json");

  @Test
  void theShippedDocumentIsThatOfTheCode() throws IOException {
    String current = new String(ApiDocument.bytes(), StandardCharsets.UTF_8);
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(PAGE, current);
    }
    assertThat(Files.readString(PAGE)).as("run with TEITEN_WRITE_DOCS=true").isEqualTo(current);
  }

  @Test
  void hasEachOperationOnceAndNoOther() {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : ApiDocument.document().get("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        found.add(
            one.getKey().toUpperCase(Locale.ROOT)
                + " "
                + path.getKey()
                + " "
                + one.getValue().path("operationId").asText());
      }
    }

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.values())
                .map(one -> one.shape().method() + " " + one.shape().path() + " " + one.id())
                .toList());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    JsonNode document = ApiDocument.document();
    List<String> references = new ArrayList<>();
    collect(document, references);

    assertThat(references)
        .allSatisfy(
            one -> assertThat(document.at(one.substring(1)).isMissingNode()).as(one).isFalse());
    document
        .at("/components/schemas")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(references)
                    .anySatisfy(one -> assertThat(one).startsWith("#/components/schemas/" + name)));
  }

  private static void collect(JsonNode json, List<String> references) {
    if (json.path("$ref").isTextual()) {
      references.add(json.path("$ref").asText());
    }
    json.forEach(one -> collect(one, references));
  }
}
