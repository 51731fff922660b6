// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML 1.2 file into a record. Keys are the record's components in snake_case; {@link
 * Default} says what an absent one means, an {@code Optional} may be absent, a nested record is a
 * section. Values may be text, numbers, {@code true} and {@code false}, dates, durations, {@link
 * ByteSize}, paths (relative ones are relative to the file), URLs, zones, enums, lists of these,
 * maps from words to these, and types with a static {@code parse(String)}. {@code ${env:NAME}} and
 * {@code ${credential:NAME}} stand for what an environment variable or a systemd credential holds.
 * Whatever else stands in the file is a problem.
 */
public final class ConfigFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_ALIASES = 10;

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidConfigException with every problem found
   * @throws IOException if the file cannot be read
   */
  public static <T extends Record> T load(Path file, Class<T> type)
      throws IOException, InvalidConfigException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    String name = file.toString();
    if (bytes.length > MAX_BYTES) {
      throw invalid(name, "is larger than 1 MiB; this is not a configuration");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(name, "is not UTF-8 text; save it as UTF-8");
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return parse(name, folder, text, type);
  }

  /**
   * Reads text; values may refer to environment variables and credentials of this process.
   *
   * @param name what problems call it
   * @param folder what relative paths are relative to
   * @throws InvalidConfigException with every problem found
   */
  public static <T extends Record> T parse(String name, Path folder, String text, Class<T> type)
      throws InvalidConfigException {
    return parse(name, folder, text, type, System.getenv());
  }

  static <T extends Record> T parse(
      String name, Path folder, String text, Class<T> type, Map<String, String> environment)
      throws InvalidConfigException {
    Node root;
    try {
      root = compose(name, text);
    } catch (MarkedYamlEngineException e) {
      throw new InvalidConfigException(List.of(malformed(name, e)));
    } catch (YamlEngineException e) {
      throw invalid(name, "is not readable YAML: " + e.getMessage());
    }
    RecordBinder binder =
        new RecordBinder(name, new ScalarReader(folder), new ValueReference(environment));
    T config = binder.bind(root, type);
    if (config == null) {
      throw new InvalidConfigException(binder.problems());
    }
    return config;
  }

  /**
   * A problem that only the machine shows, at the line of its key: a folder that cannot be written.
   *
   * @param file a file that {@link #load} has read
   * @param key the setting's path, such as {@code spool.directory}
   * @param message what is wrong; what to do
   */
  public static ConfigProblem problemAt(Path file, String key, String message) {
    Optional<Mark> mark = Optional.empty();
    try {
      // of a default, the section or the file is the nearest place
      Node node = NodePath.find(compose(file.toString(), Files.readString(file)), key);
      mark = node == null ? mark : node.getStartMark();
    } catch (IOException | YamlEngineException e) {
      // it was readable a moment ago; the problem stands without its place
    }
    return new ConfigProblem(
        file.toString(),
        mark.map(m -> m.getLine() + 1).orElse(1),
        mark.map(m -> m.getColumn() + 1).orElse(1),
        key,
        message);
  }

  /** The document's tree, null if it is empty. */
  static Node compose(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setAllowDuplicateKeys(true) // the binder names both places
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_BYTES)
            .build();
    return new Compose(settings).composeString(text).orElse(null);
  }

  // Without the engine's snippet of the line, which may hold a secret.
  private static ConfigProblem malformed(String name, MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return new ConfigProblem(
        name,
        e.getProblemMark().map(m -> m.getLine() + 1).orElse(1),
        e.getProblemMark().map(m -> m.getColumn() + 1).orElse(1),
        "",
        "malformed YAML: " + context + e.getProblem());
  }

  private static InvalidConfigException invalid(String name, String message) {
    return new InvalidConfigException(List.of(new ConfigProblem(name, 1, 1, "", message)));
  }
}
