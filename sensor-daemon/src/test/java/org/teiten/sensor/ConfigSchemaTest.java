// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.support.config.ConfigSchema;

class ConfigSchemaTest {
  private static final Path SHIPPED = Path.of("../config/sensor.yaml");
  private static final Path SCHEMA = Path.of("../config/sensor.schema.json");

  private static String current() throws IOException {
    return ConfigSchema.json(
        "Settings of teiten-sensor", SensorConfig.class, Files.readString(SHIPPED));
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(new ObjectMapper().readTree(current()));
  }

  @Test
  void theShippedSchemaIsThatOfTheCode() throws IOException {
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(SCHEMA, current());
    }
    assertThat(Files.readString(SCHEMA)).as("run with TEITEN_WRITE_DOCS=true").isEqualTo(current());
  }

  @Test
  void acceptsTheShippedFileAndSaysWhatEachKeyIs() throws IOException {
    assertThat(schema().validate(yaml(Files.readString(SHIPPED)))).isEmpty();
    JsonNode spool = new ObjectMapper().readTree(current()).at("/properties/spool/properties");
    assertThat(spool.at("/max_bytes/description").asText()).startsWith("The most that may wait.");
    assertThat(spool.at("/max_bytes/x-default").asText()).isEqualTo("2GiB");
  }

  @Test
  void acceptsEveryOldConfiguration() throws IOException {
    for (Path configuration : OldConfigurationsTest.configurations()) {
      String text = Files.readString(configuration.resolve("in.yaml"));
      assertThat(schema().validate(yaml(text))).as(configuration.toString()).isEmpty();
    }
  }

  @Test
  void acceptsReferences() throws IOException {
    String text =
        Files.readString(SHIPPED)
            .replaceFirst("(?s)monitored:\n.*?\n\n", "monitored: \\${credential:monitored}\n\n");
    assertThat(text).contains("${credential:monitored}\n\n");
    assertThat(schema().validate(yaml(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interfac: eth0",
        "capture: {threads: many}",
        "table: {detail: sources}",
        "spool: 3"
      })
  void refusesUnknownKeysAndWrongTypes(String line) throws IOException {
    String key = line.substring(0, line.indexOf(':') + 1);
    String text =
        Files.readString(SHIPPED).replaceFirst("(?m)^" + key + "[^\n]*(\n[ ].*)*", "") + line;
    assertThat(schema().validate(yaml(text))).isNotEmpty();
  }
}
