// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.core.JacksonException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.api.Problem.Kind;

/** A request: who asks, what, and with which words. */
final class Asked {
  private static final int LONGEST = 200;
  private static final int LONGEST_OF_PROVIDER = 4_000;
  private static final int MOST_ROWS = 1_000;

  private final Operation operation;
  private final Caller caller;
  private final Context context;
  private final String zone;

  /**
   * Checks that its words are known, each once.
   *
   * @param zone whose days, where none is named
   */
  Asked(Operation operation, Caller caller, Context context, String zone) throws Problem {
    this.operation = operation;
    this.caller = caller;
    this.context = context;
    this.zone = zone;
    Set<String> known =
        operation.shape().parameters().stream()
            .filter(one -> one.place() == Parameter.Place.QUERY)
            .map(Parameter::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Map.Entry<String, List<String>> one : context.queryParamMap().entrySet()) {
      if (!known.contains(one.getKey())) {
        throw new Problem(
            Kind.QUESTION,
            "there is no parameter '"
                + shortened(one.getKey())
                + "' here; there are: "
                + String.join(", ", known));
      }
      if (one.getValue().size() != 1 || one.getValue().get(0).length() > longest(operation)) {
        throw new Problem(
            Kind.QUESTION,
            one.getKey() + " must stand there once, " + longest(operation) + " characters long");
      }
    }
    for (Parameter one : operation.shape().parameters()) {
      if (one.required() && one.place() == Parameter.Place.QUERY && text(one.name()) == null) {
        throw new Problem(
            Kind.QUESTION,
            one.name() + " is missing: " + one.description().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** What providers give is long, also the names of people. */
  private static int longest(Operation operation) {
    return switch (operation) {
      case BACK_FROM_OPENID, SESSIONS, END_SESSIONS -> LONGEST_OF_PROVIDER;
      default -> LONGEST;
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  Operation operation() {
    return operation;
  }

  Caller caller() {
    return caller;
  }

  Context context() {
    return context;
  }

  /** A parameter of the path. */
  String path(String name) {
    return context.pathParam(name);
  }

  /** A parameter of the query, null if it is not there or empty. */
  String text(String name) {
    String text = context.queryParam(name);
    return text == null || text.isBlank() ? null : text;
  }

  String text(String name, String unlessNamed) {
    String text = text(name);
    return text == null ? unlessNamed : text;
  }

  String zone() {
    return text("zone", zone);
  }

  String trafficClass(String unlessNamed) {
    return text("class", unlessNamed);
  }

  boolean flag(String name) throws Problem {
    return switch (text(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Problem(Kind.QUESTION, name + " must be true or false");
    };
  }

  int limit(int unlessNamed) throws Problem {
    return number("limit", unlessNamed, MOST_ROWS);
  }

  int number(String name, int unlessNamed, int most) throws Problem {
    String text = text(name);
    if (text == null) {
      return unlessNamed;
    }
    if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new Problem(Kind.QUESTION, name + " must be 1 to " + most);
  }

  /** One of a few words. */
  <E extends Enum<E>> E word(String name, Class<E> type, E unlessNamed) throws Problem {
    String text = text(name);
    return text == null ? unlessNamed : word(name, text, type);
  }

  /** A word of the path. */
  <E extends Enum<E>> E pathWord(String name, Class<E> type) throws Problem {
    return word(name, path(name), type);
  }

  private static <E extends Enum<E>> E word(String name, String text, Class<E> type)
      throws Problem {
    for (E one : type.getEnumConstants()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
        return one;
      }
    }
    throw new Problem(
        Kind.QUESTION,
        name
            + " must be one of "
            + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
  }

  /**
   * All words of the question, in one order: what a cursor belongs to, and what the audit keeps.
   */
  String question() {
    return operation.shape().parameters().stream()
        .filter(one -> !Parameter.PAGE.contains(one))
        .map(
            one -> {
              String value =
                  one.place() == Parameter.Place.PATH ? path(one.name()) : text(one.name());
              return value == null ? "" : one.name() + "=" + value;
            })
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /**
   * The body.
   *
   * @throws Problem if it is no JSON of that form
   */
  <T> T body(Class<T> type) throws IOException, Problem {
    String media = context.contentType();
    if (media == null || !media.split(";", -1)[0].strip().equalsIgnoreCase("application/json")) {
      throw new Problem(
          Kind.MEDIA_TYPE, "the body must be JSON, with Content-Type: application/json");
    }
    try {
      T body = ControlEndpoint.JSON.readValue(context.bodyAsBytes(), type);
      if (body == null) {
        throw new Problem(Kind.CONTENT, "the body is null");
      }
      return body;
    } catch (JacksonException e) {
      // What our own checks say, else what Jackson does, without names of classes.
      String why =
          e.getCause() instanceof IllegalArgumentException refused
              ? refused.getMessage()
              : e.getOriginalMessage().replaceFirst(" \\(class .*", "");
      throw new Problem(Kind.CONTENT, "the body is not what it should be: " + why);
    }
  }
}
