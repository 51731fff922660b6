// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document that a server gives, to judge its answers by. */
public final class ApiDocumentOfServer {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode document;
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  /** Asks for it. */
  public ApiDocumentOfServer(ApiCentre centre) throws IOException {
    document = centre.json(null, "/v1/openapi.json");
  }

  /** All of it. */
  public JsonNode document() {
    return document;
  }

  /** Requires that an answer is as the document says of its operation. */
  public void requireDescribed(String method, String path, HttpResponse<String> answer)
      throws IOException {
    JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    assertThat(operation.isObject()).as("%s %s is in the document", method, path).isTrue();
    JsonNode responses = operation.path("responses");
    JsonNode response =
        responses.has(Integer.toString(answer.statusCode()))
            ? responses.get(Integer.toString(answer.statusCode()))
            : responses.path("default");
    boolean good = answer.statusCode() < 400;
    assertThat(good).isEqualTo(responses.has(Integer.toString(answer.statusCode())));
    if (!response.has("content")) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("none").split(";", -1)[0];
    JsonNode content = response.path("content").path(type);
    assertThat(content.isObject()).as("%s %s answers %s", method, path, type).isTrue();
    if (content.has("schema")) {
      assertThat(schema(content.at("/schema/$ref").asText()).validate(JSON.readTree(answer.body())))
          .as("%s %s: %s", method, path, answer.body())
          .isEmpty();
    }
  }

  /** The schema that a reference means. */
  private JsonSchema schema(String reference) {
    return schemas.computeIfAbsent(
        reference,
        ref -> {
          ObjectNode root = JSON.createObjectNode().put("$ref", ref);
          root.set("components", document.get("components"));
          return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
        });
  }
}
