// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.support.config.ConfigSchema;

class ConfigSchemaTest {
  private static final Path SHIPPED = Shipped.config("central-store.yaml");
  private static final Path SCHEMA = Shipped.config("central-store.schema.json");

  private static String current() throws IOException {
    return ConfigSchema.json(
        "Settings of teiten-central", CentralConfig.class, Files.readString(SHIPPED));
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(new ObjectMapper().readTree(current()));
  }

  static List<Path> accepted() throws IOException {
    List<Path> files = new ArrayList<>(List.of(SHIPPED));
    OldConfigurationsTest.configurations().forEach(folder -> files.add(folder.resolve("in.yaml")));
    return files;
  }

  @Test
  void theShippedSchemaIsThatOfTheCode() throws IOException {
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(SCHEMA, current());
    }
    assertThat(Files.readString(SCHEMA)).as("run with TEITEN_WRITE_DOCS=true").isEqualTo(current());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsTheShippedFileAndEveryOldOne(Path file) throws IOException {
    assertThat(schema().validate(yaml(Files.readString(file)))).isEmpty();
  }

  @Test
  void saysWhatEachKeyIsAlsoOfASectionThatIsCommentedOut() throws IOException {
    JsonNode ingest = new ObjectMapper().readTree(current()).at("/properties/ingest/properties");
    assertThat(ingest.at("/max_body/description").asText()).isEqualTo("The largest batch taken.");
    assertThat(ingest.at("/tls/description").asText()).startsWith("With this section");
    assertThat(ingest.at("/tls/properties/certificate_lifetime/description").asText())
        .startsWith("How long the certificates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dat: /srv",
        "sensors: [tokyo-1]",
        "sensors: [{id: tokyo-1}]",
        "ingest: {tls: {name: [a.example]}}",
        "store: {threads: many}",
        "origin: {databases: [{name: a, kind: town, date: 2026-06-17, file: a.csv}]}"
      })
  void refusesUnknownKeysAndWrongTypes(String text) throws IOException {
    assertThat(schema().validate(yaml(text))).isNotEmpty();
  }
}
