// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.teiten.central.account.Access;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

/**
 * The OpenAPI 3.1 document, from the list of operations and the JSON Schemas of the answers.
 *
 * <p><b>Design note.</b> OpenAPI 3.1 is JSON Schema 2020-12, which the answers of the commands have
 * already; so they are taken in as they are, and a library that derives schemas from classes would
 * say less.
 */
final class ApiDocument {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FOLDER = "/org/teiten/central/";
  private static final String COMPONENT = "#/components/schemas/";

  /** Schemas of answers that commands give too, by the names that they have here. */
  private static final Map<String, String> SHARED =
      new TreeMap<>(
          Map.of(
              "EffectAnswer", "notices-effect",
              "RankPorts", "rank-ports",
              "RankCountries", "rank-countries",
              "RankNetworks", "rank-networks",
              "RankSensors", "rank-sensors",
              "RankFingerprints", "rank-fingerprints",
              "SeriesAnswer", "series",
              "PhenomenaAnswer", "phenomena",
              "SensorsAnswer", "sensors"));

  private ApiDocument() {}

  /** The document. */
  static ObjectNode document() {
    ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Teiten centre")
        .put("version", "1")
        .put(
            "description",
            "What an Internet fixed-point observation saw, who is told about it, and whether that"
                + " helped. Errors are problem+json (RFC 9457).")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    ObjectNode paths = document.putObject("paths");
    for (Operation one : Operation.values()) {
      ObjectNode path =
          paths.has(one.shape().path())
              ? (ObjectNode) paths.get(one.shape().path())
              : paths.putObject(one.shape().path());
      path.set(one.shape().method().name().toLowerCase(Locale.ROOT), operation(one));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas());
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", Login.COOKIE)
        .put(
            "description",
            "POST /v1/session. Whatever is no GET also needs the header Teiten-Csrf.");
    schemes
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "teiten-central accounts token add NAME");
    return document;
  }

  /** The same, for people too. */
  static byte[] bytes() {
    return (document().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode operation(Operation one) {
    Shape shape = one.shape();
    ObjectNode operation =
        JSON.createObjectNode().put("operationId", one.id()).put("summary", shape.summary());
    if (shape.right() == null) {
      operation.putArray("security");
    } else {
      operation.put("description", "Roles: " + roles(one) + ".");
      ArrayNode security = operation.putArray("security");
      security.addObject().putArray("token");
      security.addObject().putArray("session");
    }
    if (!shape.parameters().isEmpty()) {
      ArrayNode parameters = operation.putArray("parameters");
      shape.parameters().forEach(each -> parameters.add(parameter(each)));
    }
    if (shape.body() != null) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      body.putObject("content")
          .putObject(Answer.JSON)
          .putObject("schema")
          .put("$ref", COMPONENT + shape.body());
    }
    ObjectNode answers = operation.putObject("responses");
    ObjectNode good =
        answers.putObject(Integer.toString(shape.status())).put("description", "Good.");
    if (shape.answer() != null) {
      ObjectNode content = good.putObject("content");
      content.putObject(Answer.JSON).putObject("schema").put("$ref", COMPONENT + shape.answer());
      shape.others().forEach(content::putObject);
    }
    answers
        .putObject("default")
        .put("description", "Not answered as asked.")
        .putObject("content")
        .putObject(Problem.MEDIA_TYPE)
        .putObject("schema")
        .put("$ref", COMPONENT + "Problem");
    return operation;
  }

  private static String roles(Operation one) {
    StringBuilder roles = new StringBuilder();
    for (Role role : Role.values()) {
      Access.Reach reach = new Access(role, Scope.NOTHING).reach(one.shape().right());
      if (reach != Access.Reach.NONE) {
        roles.append(roles.isEmpty() ? "" : ", ").append(role.label());
        if (reach != Access.Reach.ALL) {
          roles.append(" (").append(words(reach)).append(')');
        }
      }
    }
    return roles.toString();
  }

  /** How far a right reaches, for people. */
  static String words(Access.Reach reach) {
    return switch (reach) {
      case ALL -> "all";
      case OWN -> "its own";
      case OWN_AND_AGGREGATE -> "its own, the whole in aggregate";
      case AGGREGATE -> "in aggregate";
      case NONE -> "no";
    };
  }

  private static ObjectNode parameter(Parameter one) {
    ObjectNode parameter =
        JSON.createObjectNode()
            .put("name", one.name())
            .put("in", one.place().name().toLowerCase(Locale.ROOT))
            .put("required", one.required())
            .put("description", one.description());
    try {
      parameter.set("schema", JSON.readTree(one.schema()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parameter;
  }

  private static ObjectNode schemas() {
    ObjectNode schemas = (ObjectNode) resource("api.schema.json").get("$defs");
    SHARED.forEach(
        (name, file) -> {
          ObjectNode schema = (ObjectNode) resource(file + ".schema.json");
          schema.remove(List.of("$schema", "$id"));
          moveReferences(schema, COMPONENT + name + "/$defs/");
          schemas.set(name, schema);
        });
    return schemas;
  }

  private static void moveReferences(JsonNode schema, String to) {
    if (schema instanceof ObjectNode object && object.path("$ref").isTextual()) {
      object.put("$ref", object.get("$ref").asText().replace("#/$defs/", to));
    }
    schema.forEach(one -> moveReferences(one, to));
  }

  private static JsonNode resource(String name) {
    try (InputStream in = ApiDocument.class.getResourceAsStream(FOLDER + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
