// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Turns one scalar into a value: the types of the JDK that settings need, enums by their names in
 * lower case, and any type with a {@code public static parse(String)} or that is a record of one
 * String.
 */
final class ScalarReader {
  private final Path folder;

  /**
   * Makes a reader.
   *
   * @param folder what relative paths are relative to
   */
  ScalarReader(Path folder) {
    this.folder = folder;
  }

  static boolean isScalar(Class<?> type) {
    return type.isPrimitive()
        || type == Double.class
        || type == String.class
        || type == Duration.class
        || type == Path.class
        || type == URI.class
        || type == ZoneId.class
        || type == LocalDate.class
        || type.isEnum()
        || parseMethod(type) != null
        || stringRecordConstructor(type) != null;
  }

  /** Whether the type is a record of one String, which stands for it in a file. */
  static boolean isWord(Class<?> type) {
    return parseMethod(type) == null && stringRecordConstructor(type) != null;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException that says what is wrong and what to write
   */
  Object read(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    } else if (type == int.class) {
      return Math.toIntExact(wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    } else if (type == long.class) {
      return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == double.class || type == Double.class) {
      return number(text);
    } else if (type == boolean.class) {
      return truth(text);
    } else if (type == Duration.class) {
      return Durations.parse(text);
    } else if (type == Path.class) {
      return path(text);
    } else if (type == URI.class) {
      return uri(text);
    } else if (type == ZoneId.class) {
      return zone(text);
    } else if (type == LocalDate.class) {
      return date(text);
    } else if (type.isEnum()) {
      return constant(text, type);
    }
    Method parse = parseMethod(type);
    return parse != null ? call(() -> parse.invoke(null, text)) : construct(text, type);
  }

  private static long wholeNumber(String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a whole number; write digits only, at most " + max);
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && text.matches("[-+0-9.eE]+")) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a number; write digits, such as 0.25");
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a date; write it as 2017-04-01", e);
    }
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is neither true nor false; write one of them");
    };
  }

  private Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty; write a path");
    }
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a URL: " + e.getReason() + "; write https://host:port", e);
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a whole URL; write https://host:port");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a time zone; write UTC or a name such as Asia/Tokyo", e);
    }
  }

  private static Object constant(String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (label(constant).equals(text)) {
        return constant;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants())
            .map(ScalarReader::label)
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("\"" + text + "\" is not one of: " + all);
  }

  static String label(Object enumConstant) {
    return ((Enum<?>) enumConstant).name().toLowerCase(Locale.ROOT);
  }

  private static Object construct(String text, Class<?> type) {
    Constructor<?> constructor = stringRecordConstructor(type);
    if (constructor == null) {
      throw new IllegalStateException(type + " cannot be read from a configuration");
    }
    return call(() -> constructor.newInstance(text));
  }

  private static Method parseMethod(Class<?> type) {
    try {
      Method method = type.getMethod("parse", String.class);
      return Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type
          ? method
          : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Constructor<?> stringRecordConstructor(Class<?> type) {
    if (!type.isRecord()) {
      return null;
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components.length != 1 || components[0].getType() != String.class) {
      return null;
    }
    try {
      return type.getConstructor(String.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Object call(Call call) {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
