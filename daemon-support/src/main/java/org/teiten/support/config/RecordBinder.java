// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Binds a YAML tree to records and notes every problem on the way. */
final class RecordBinder {
  /** Stands for a value that could not be bound; the reason has been noted. */
  private static final Object INVALID = new Object();

  private record Entry(Node key, Node value) {}

  private final String file;
  private final ScalarReader scalars;
  private final ValueReference references;
  private Node referrer; // where a value that stands elsewhere is referred to
  private final List<ConfigProblem> problems = new ArrayList<>();

  RecordBinder(String file, ScalarReader scalars, ValueReference references) {
    this.file = file;
    this.scalars = scalars;
    this.references = references;
  }

  List<ConfigProblem> problems() {
    return problems;
  }

  /** The record, or null if there are problems. */
  <T extends Record> T bind(Node root, Class<T> type) {
    Object bound = record(root, type, "", root);
    return bound == INVALID || !problems.isEmpty() ? null : type.cast(bound);
  }

  private Object record(Node node, Class<?> type, String path, Node at) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      collect(mapping, type, path, entries);
    } else if (node != null) {
      return problem(node, path, "must be a section of keys; write \"key: value\" lines");
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    boolean complete = true;
    for (int i = 0; i < components.length; i++) {
      String key = KeyNames.of(components[i]);
      values[i] = component(components[i], entries.get(key), join(path, key), at);
      complete &= values[i] != INVALID;
    }
    return complete ? construct(type, values, path, entries, at) : INVALID;
  }

  private void collect(MappingNode mapping, Class<?> type, String path, Map<String, Entry> into) {
    List<String> known = Arrays.stream(type.getRecordComponents()).map(KeyNames::of).toList();
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      if (!(keyNode instanceof ScalarNode scalar)) {
        problem(keyNode, path, "a key must be a word");
        continue;
      }
      String key = scalar.getValue();
      if (!known.contains(key)) {
        String advice =
            KeyNames.nearest(key, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("known here: " + String.join(", ", known));
        problem(keyNode, join(path, printable(key)), "unknown key; " + advice);
      } else if (into.containsKey(key)) {
        int first = line(into.get(key).key());
        problem(keyNode, join(path, key), "given twice, first in line " + first + "; remove one");
      } else {
        into.put(key, new Entry(keyNode, tuple.getValueNode()));
      }
    }
  }

  private Object component(RecordComponent component, Entry entry, String path, Node at) {
    Default fallback = component.getAnnotation(Default.class);
    Type type = component.getGenericType();
    boolean optional = component.getType() == Optional.class;
    if (entry == null) {
      if (optional) {
        return Optional.empty();
      }
      if (fallback != null) {
        return defaultValue(component, fallback, path);
      }
      if (isSection(component.getType())) {
        return record(null, component.getType(), path, at);
      }
      return problem(at, path, "missing; add it" + form(component));
    }
    Secret secret = component.getAnnotation(Secret.class);
    if (optional) {
      Object value = value(entry.value(), argument(type), path, secret);
      return value == INVALID ? INVALID : Optional.of(value);
    }
    return value(entry.value(), type, path, secret);
  }

  private Object value(Node node, Type type, String path, Secret secret) {
    if (referrer == null
        && node instanceof ScalarNode scalar
        && ValueReference.isOne(scalar.getValue())) {
      return referred(scalar, type, path, secret);
    }
    if (node.getTag().equals(Tag.NULL)) {
      return problem(node, path, "has no value; write one or remove the key");
    }
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == List.class) {
      return list(node, argument(type), path, secret);
    }
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == Map.class) {
      return map(node, parameterized.getActualTypeArguments()[1], path, secret);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException(path + ": cannot bind " + type);
    }
    if (isSection(plain)) {
      return record(node, plain, path, node);
    }
    if (!(node instanceof ScalarNode scalar)) {
      return problem(node, path, "must be a single value, not a list or a section");
    }
    try {
      return scalars.read(scalar.getValue(), plain);
    } catch (IllegalArgumentException e) {
      String what =
          secret == null && referrer == null
              ? e.getMessage()
              : "not a right value (it is secret and not shown)"
                  + (secret == null ? "" : "; write " + secret.form());
      return problem(node, path, what);
    }
  }

  /** A value that stands elsewhere: one word, or for a list words divided by commas or spaces. */
  private Object referred(ScalarNode node, Type type, String path, Secret secret) {
    boolean list = type instanceof ParameterizedType generic && generic.getRawType() == List.class;
    try {
      String text = references.resolve(node.getValue());
      List<Node> words = new ArrayList<>();
      for (String word : list ? text.split("[\\s,]+", -1) : new String[] {text}) {
        if (!word.isEmpty()) {
          words.add(new ScalarNode(Tag.STR, word, ScalarStyle.PLAIN));
        }
      }
      referrer = node;
      Node value = list ? new SequenceNode(Tag.SEQ, words, FlowStyle.FLOW) : only(words);
      return value == null
          ? problem(node, path, "refers to an empty value")
          : value(value, type, path, secret);
    } catch (IllegalArgumentException e) {
      return problem(node, path, e.getMessage());
    } finally {
      referrer = null;
    }
  }

  private static Node only(List<Node> words) {
    return words.isEmpty() ? null : words.get(0);
  }

  private Object list(Node node, Type element, String path, Secret secret) {
    if (!(node instanceof SequenceNode sequence)) {
      return problem(node, path, "must be a list; write [a, b] or one \"- a\" a line");
    }
    List<Object> values = new ArrayList<>();
    boolean complete = true;
    for (Node item : sequence.getValue()) {
      Object value = value(item, element, path + "[" + values.size() + "]", secret);
      complete &= value != INVALID;
      values.add(value);
    }
    return complete ? List.copyOf(values) : INVALID;
  }

  /** A section whose keys are the user's own words, in the order of the file. */
  private Object map(Node node, Type element, String path, Secret secret) {
    if (!(node instanceof MappingNode mapping)) {
      return problem(node, path, "must be a section of keys; write \"key: value\" lines");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    boolean complete = true;
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        complete &= problem(tuple.getKeyNode(), path, "a key must be a word") != INVALID;
        continue;
      }
      String at = join(path, printable(scalar.getValue()));
      Object value = value(tuple.getValueNode(), element, at, secret);
      complete &= value != INVALID;
      if (values.put(scalar.getValue(), value) != null) {
        complete &= problem(scalar, at, "given twice; remove one") != INVALID;
      }
    }
    return complete ? Collections.unmodifiableMap(values) : INVALID;
  }

  private Object defaultValue(RecordComponent component, Default fallback, String path) {
    int before = problems.size();
    Node node = ConfigFile.compose(path + " (default)", fallback.value());
    Object value = value(node, component.getGenericType(), path, null);
    if (problems.size() != before) {
      throw new IllegalStateException("default of " + component + ": " + problems.get(before));
    }
    return value;
  }

  private Object construct(
      Class<?> type, Object[] values, String path, Map<String, Entry> entries, Node at) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettingsException refused) {
        for (SettingChecks.Violation violation : refused.violations()) {
          Node place = entries.isEmpty() ? at : NodePath.find(at, violation.key());
          problem(place, join(path, violation.key()), violation.message());
        }
        return INVALID;
      }
      if (e.getCause() instanceof IllegalArgumentException refused) {
        return problem(at, path, refused.getMessage());
      }
      throw new IllegalStateException(path, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private Object problem(Node node, String path, String message) {
    Node place = referrer == null ? node : referrer;
    Optional<Mark> mark = place == null ? Optional.empty() : place.getStartMark();
    problems.add(
        new ConfigProblem(
            file,
            mark.map(m -> m.getLine() + 1).orElse(1),
            mark.map(m -> m.getColumn() + 1).orElse(1),
            path,
            message));
    return INVALID;
  }

  private static boolean isSection(Class<?> type) {
    return type.isRecord() && !ScalarReader.isScalar(type);
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  private static String form(RecordComponent component) {
    Secret secret = component.getAnnotation(Secret.class);
    return secret == null ? "" : ": " + secret.form();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String printable(String key) {
    String shown = key.length() > 64 ? key.substring(0, 64) + "…" : key;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static int line(Node node) {
    return node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
  }
}
