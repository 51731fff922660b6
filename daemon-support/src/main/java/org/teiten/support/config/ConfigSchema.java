// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON Schema (2020-12) of a configuration, for editors that complete and check YAML: keys,
 * types, words, defaults from the record; descriptions from the comments of the shipped file. What
 * only {@link ConfigFile} knows, such as the bounds of a number, {@code check} tells.
 */
public final class ConfigSchema {
  private static final String REFERENCE = "^\\$\\{(env|credential):[A-Za-z0-9_][A-Za-z0-9_.-]*\\}$";

  private final Map<String, String> descriptions;

  private ConfigSchema(Map<String, String> descriptions) {
    this.descriptions = descriptions;
  }

  /**
   * The schema as JSON text.
   *
   * @param title what the file is
   * @param example a file of this kind in which each key has its comment
   */
  public static String json(String title, Class<? extends Record> type, String example) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.putAll(new ConfigSchema(KeyComments.of(example)).section(type, ""));
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words are always JSON", e);
    }
  }

  private Map<String, Object> section(Class<?> type, String path) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String key = KeyNames.of(component);
      String at = path.isEmpty() ? key : path + "." + key;
      Default fallback = component.getAnnotation(Default.class);
      boolean optional = component.getType() == Optional.class;
      Map<String, Object> property =
          value(optional ? argument(component.getGenericType()) : component.getGenericType(), at);
      if (descriptions.containsKey(at)) {
        property.put("description", descriptions.get(at));
      }
      if (fallback != null) {
        property.put("x-default", fallback.value());
      } else if (!optional && !hasDefaults(component.getType())) {
        required.add(key);
      }
      properties.put(key, property);
    }
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("type", "object");
    section.put("additionalProperties", false);
    if (!required.isEmpty()) {
      section.put("required", required);
    }
    section.put("properties", properties);
    return section;
  }

  /** Whether a section may be left out. */
  private static boolean hasDefaults(Class<?> type) {
    return isSection(type)
        && Arrays.stream(type.getRecordComponents())
            .allMatch(
                component ->
                    component.isAnnotationPresent(Default.class)
                        || component.getType() == Optional.class
                        || hasDefaults(component.getType()));
  }

  private Map<String, Object> value(Type type, String path) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      Map<String, Object> list = new LinkedHashMap<>();
      list.put("type", "array");
      list.put("items", value(argument(type), path));
      return orReference(list);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("type", "object");
      map.put("additionalProperties", value(generic.getActualTypeArguments()[1], path));
      return map;
    }
    Class<?> plain = (Class<?>) type;
    return isSection(plain) ? section(plain, path) : scalar(plain);
  }

  private static Map<String, Object> scalar(Class<?> type) {
    Map<String, Object> scalar = new LinkedHashMap<>();
    if (type == int.class || type == long.class) {
      scalar.put("type", "integer");
    } else if (type == double.class || type == Double.class) {
      scalar.put("type", "number");
    } else if (type == boolean.class) {
      scalar.put("type", "boolean");
    } else if (type.isEnum()) {
      scalar.put("enum", Arrays.stream(type.getEnumConstants()).map(ScalarReader::label).toList());
    } else {
      scalar.put("type", List.of("string", "number")); // 60 and 8080 are words too
      return scalar;
    }
    return orReference(scalar);
  }

  private static Map<String, Object> orReference(Map<String, Object> schema) {
    Map<String, Object> either = new LinkedHashMap<>();
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("pattern", REFERENCE);
    reference.put("type", "string");
    either.put("anyOf", List.of(schema, reference));
    return either;
  }

  private static boolean isSection(Class<?> type) {
    return type.isRecord() && !ScalarReader.isScalar(type);
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
