// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.teiten.central.Shipped;
import org.teiten.support.config.InvalidConfigException;

class KnowledgeFolderTest {
  @Test
  void readsWhatIsShipped() throws Exception {
    Knowledge knowledge = KnowledgeFolder.read(Shipped.config("knowledge"));
    assertThat(knowledge.vulnerabilities()).extracting(v -> v.id().text()).contains("ms17-010");
    assertThat(knowledge.malware()).extracting(m -> m.id().text()).contains("wannacry", "mirai");
    assertThat(knowledge.scanners()).extracting(s -> s.id().text()).contains("shodan", "censys");
  }

  @Test
  void whatIsShippedAgreesWithTheSchema() throws IOException {
    try (var schema = Knowledge.class.getResourceAsStream("knowledge.schema.json")) {
      var validator =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
      for (String file : List.of("vulnerabilities.yaml", "malware.yaml", "scanners.yaml")) {
        Node root =
            new Compose(LoadSettings.builder().build())
                .composeString(Files.readString(Shipped.config("knowledge/" + file)))
                .orElseThrow();
        assertThat(validator.validate(json(root))).as(file).isEmpty();
      }
    }
  }

  @Test
  void listsEveryProblemOfEveryFileWithItsLine(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        vulnerabilities:
          - id: one
            name: One
            cve: [CVE-17-1]
            ports: [445]
            disclosed: yesterday
            source: me
            checked: 2026-11-24
          - id: two
            name: Two
            cve: []
            ports: [445/tcp]
            source: me
            checked: 2026-11-24
        """);
    Files.writeString(
        folder.resolve("b.yaml"),
        """
        malware:
          - id: worm
            nome: Worm
            kind: virus
            ports: [70000/tcp]
            first_seen: 2017-13
            source: me
            checked: 2026-11-24
        """);
    assertThatThrownBy(() -> KnowledgeFolder.read(folder))
        .isInstanceOf(InvalidConfigException.class)
        .message()
        .contains("a.yaml:4:", "CVE-17-1")
        .contains("a.yaml:5:", "write 445/tcp")
        .contains("a.yaml:6:", "\"yesterday\" is not a date")
        .contains("a.yaml:9:", "has no date")
        .contains("b.yaml:3:", "did you mean \"name\"?")
        .contains("b.yaml:4:", "\"virus\" is not one of: worm")
        .contains("b.yaml:5:", "b.yaml:6:");
  }

  @Test
  void findsAnIdThatStandsTwiceAndAVulnerabilityThatIsNotThere(@TempDir Path folder)
      throws IOException {
    String worm =
        """
          - id: worm
            name: Worm
            kind: worm
            ports: [445/tcp]
            uses: [%s]
            first_seen: 2017-05
            source: me
            checked: 2026-11-24
        """;
    Files.writeString(folder.resolve("a.yaml"), "malware:\n" + worm.formatted("nothing"));
    assertThatThrownBy(() -> KnowledgeFolder.read(folder))
        .hasMessageContaining("a.yaml:6:")
        .hasMessageContaining("no vulnerability is called \"nothing\"");
    Files.writeString(folder.resolve("b.yaml"), "malware:\n" + worm.formatted("nothing"));
    assertThatThrownBy(() -> KnowledgeFolder.read(folder))
        .hasMessageContaining("b.yaml:2:")
        .hasMessageContaining("stands twice");
  }

  private static JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      mapping
          .getValue()
          .forEach(
              entry ->
                  object.set(
                      ((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    return new ObjectMapper().valueToTree(((ScalarNode) node).getValue());
  }
}
