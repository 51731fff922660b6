// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.support.tls.EnrolmentToken;

/** {@code sensors} on a store that no process has open; beside a running one see EnrolmentIT. */
class SensorsCommandTest {
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config = config("{listen: '127.0.0.1:8443', tls: {names: [centre.example]}}");
  }

  private Path config(String ingest) throws IOException {
    Path written = Run.config(folder);
    String text = Files.readString(written).replace("{listen: '127.0.0.1:0'}\nhttp", "X\nhttp");
    return Files.writeString(written, text.replace("ingest: X", "ingest: " + ingest));
  }

  private Run.Result sensors(String... words) {
    List<Object> line = new ArrayList<>(List.of("sensors"));
    line.addAll(List.of(words));
    line.addAll(List.of("--config", config));
    return Run.command(line.toArray());
  }

  private static JsonNode valid(Run.Result result, String schema) throws IOException {
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode answer = new JsonMapper().readTree(result.out());
    try (InputStream in = SensorsCommand.class.getResourceAsStream(schema + ".schema.json")) {
      assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in).validate(answer))
          .isEmpty();
    }
    return answer;
  }

  @Test
  void printsTheTokenAloneAndHowToUseItBeside() {
    Run.Result invited = sensors("invite", "sensor-07", "--group", "jp");

    assertThat(invited.code()).as(invited.err()).isZero();
    assertThat(invited.out().lines()).singleElement().asString().startsWith("T1");
    assertThat(invited.err())
        .contains("For sensor sensor-07 of group jp")
        .contains("teiten-sensor enrol https://centre.example:8443 TOKEN")
        .doesNotContain(invited.out().strip());
    assertThat(sensors("list").out())
        .contains("sensor-01", "never", "enrol and start it")
        .contains("sensor-07", "it has not enrolled yet")
        .contains("invited until ");
    assertThat(sensors("list", "--format", "csv").out().lines()).hasSize(3);
  }

  @Test
  void answersInTheFormOfItsSchemas() throws Exception {
    JsonNode first = valid(sensors("invite", "a", "--format", "json"), "invitation");
    JsonNode second = valid(sensors("invite", "b", "--days=1", "--format=json"), "invitation");
    assertThat(first.get("group").asText()).isEqualTo("default");
    assertThat(first.get("authority")).isEqualTo(second.get("authority"));
    assertThat(EnrolmentToken.parse(first.get("token").asText()).authority())
        .isEqualTo(first.get("authority").asText());
    assertThat(valid(sensors("list", "--format", "json"), "sensors").get("sensors"))
        .extracting(sensor -> sensor.get("sensor").asText())
        .containsExactly("a", "b", "sensor-01");
  }

  @Test
  void turnsSensorsAwayAndTakesThemBack() {
    assertThat(sensors("disable", "sensor-01").out()).contains("is disabled");
    assertThat(sensors("list").out()).contains("disabled");
    assertThat(sensors("enable", "sensor-01").out()).contains("may deliver again");
    assertThat(sensors("rename", "sensor-01", "tokyo-1").out()).contains("is called tokyo-1");
    assertThat(sensors("revoke", "sensor-01").out()).contains("is revoked");
    assertThat(sensors("list").out())
        .contains("tokyo-1", "revoked", "delivers as sensor-01")
        .doesNotContain("never");
  }

  @Test
  void saysInASentenceWhatIsWrong() throws Exception {
    wrong(sensors("revoke", "nobody"), "no sensor is called nobody");
    wrong(sensors("invite", "Sensor 7"), "a-z 0-9");
    wrong(sensors("invite", "s", "--days", "0"), "90 days");
    config = config("{listen: '127.0.0.1:0'}");
    wrong(sensors("invite", "s"), "the configuration has no ingest.tls");
    config = config("{tls: {names: ['centre:8443'], identity: a.pem}}");
    wrong(sensors("list"), "authorities go together");
    config = config("{tls: {identity: a.pem, authorities: b.pem}}");
    wrong(sensors("invite", "s"), "your own authority");
    wrong(Run.command("check", "--config", config), "ingest.tls.identity: no such file");
    config = config("{listen: '192.0.2.1:8443'}");
    wrong(sensors("list"), "configure ingest.tls");
  }

  private static void wrong(Run.Result result, String words) {
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(words).doesNotContain("\tat ");
  }
}
