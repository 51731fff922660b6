// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Effective values as YAML that {@link ConfigFile} reads again, but that secrets are masked. */
public final class ConfigDump {
  /** What stands where a secret was. */
  public static final String MASK = "********";

  private ConfigDump() {}

  public static String yaml(Record config) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(section(config));
  }

  private static Map<String, Object> section(Record config) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = read(component, config);
      if (value instanceof Optional<?> optional) {
        value = optional.orElse(null);
      }
      if (value != null) {
        boolean secret = component.isAnnotationPresent(Secret.class);
        values.put(KeyNames.of(component), secret ? MASK : plain(value));
      }
    }
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigDump::plain).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> section = new LinkedHashMap<>();
      map.forEach((key, entry) -> section.put(key.toString(), plain(entry)));
      return section;
    } else if (value instanceof Duration duration) {
      return Durations.format(duration);
    } else if (value instanceof Enum<?> constant) {
      return ScalarReader.label(constant);
    } else if (value instanceof Boolean || value instanceof Number) {
      return value;
    } else if (value instanceof Record config && !ScalarReader.isScalar(config.getClass())) {
      return section(config);
    } else if (value instanceof Record word && ScalarReader.isWord(word.getClass())) {
      return read(word.getClass().getRecordComponents()[0], word);
    }
    return value.toString();
  }

  static Object read(RecordComponent component, Record config) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.toString(), e);
    }
  }
}
