// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.teiten.central.account.Right;

/**
 * What an operation looks like from outside.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path with parameters in braces
 * @param summary one sentence
 * @param right that is needed, null if anybody may
 * @param parameters of path and query
 * @param body name of the schema of its body, null if it takes none
 * @param status of its good answer
 * @param answer name of the schema of that, null if it has no body
 * @param others media types that it can have beside JSON
 */
record Shape(
    HandlerType method,
    String path,
    String summary,
    Right right,
    List<Parameter> parameters,
    String body,
    int status,
    String answer,
    List<String> others) {
  private static final int OK = 200;

  Shape {
    parameters = List.copyOf(parameters);
    others = List.copyOf(others);
  }

  static Shape get(String path, String summary) {
    return of(HandlerType.GET, path, summary);
  }

  static Shape post(String path, String summary) {
    return of(HandlerType.POST, path, summary);
  }

  static Shape put(String path, String summary) {
    return of(HandlerType.PUT, path, summary);
  }

  static Shape delete(String path, String summary) {
    return of(HandlerType.DELETE, path, summary);
  }

  private static Shape of(HandlerType method, String path, String summary) {
    List<Parameter> inPath =
        Stream.of(path.split("/", -1))
            .filter(part -> part.startsWith("{"))
            .map(part -> Parameter.inPath(part.substring(1, part.length() - 1)))
            .toList();
    return new Shape(method, path, summary, null, inPath, null, OK, null, List.of());
  }

  Shape needs(Right other) {
    return new Shape(method, path, summary, other, parameters, body, status, answer, others);
  }

  @SafeVarargs
  final Shape takes(List<Parameter>... more) {
    List<Parameter> all = new ArrayList<>(parameters);
    for (List<Parameter> each : more) {
      all.addAll(each);
    }
    return new Shape(method, path, summary, right, all, body, status, answer, others);
  }

  Shape reads(String schema) {
    return new Shape(method, path, summary, right, parameters, schema, status, answer, others);
  }

  Shape answers(String schema) {
    return answers(status, schema);
  }

  /** With a status of its own; null if there is no body. */
  Shape answers(int code, String schema) {
    return new Shape(method, path, summary, right, parameters, body, code, schema, others);
  }

  Shape also(String... mediaTypes) {
    return new Shape(
        method, path, summary, right, parameters, body, status, answer, List.of(mediaTypes));
  }
}
