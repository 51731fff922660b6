// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that stands elsewhere, so that a secret need not be in the file: {@code ${env:NAME}} is
 * that of an environment variable, {@code ${credential:NAME}} the content of a file in systemd's
 * {@code $CREDENTIALS_DIRECTORY}.
 */
final class ValueReference {
  private static final Pattern FORM =
      Pattern.compile("\\$\\{(env|credential):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})}");
  private static final int MAX_BYTES = 64 << 10;
  private static final String DIRECTORY = "CREDENTIALS_DIRECTORY";

  private final Map<String, String> environment;

  ValueReference(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Whether a value is meant as a reference, well written or not. */
  static boolean isOne(String value) {
    return value.startsWith("${") && value.endsWith("}");
  }

  /**
   * What a reference refers to, without line breaks at its ends.
   *
   * @throws IllegalArgumentException that says what is wrong and what to do
   */
  String resolve(String value) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "is no reference; write ${env:NAME} or ${credential:NAME}");
    }
    String name = matcher.group(2);
    return matcher.group(1).equals("env") ? variable(name) : credential(name).strip();
  }

  private String variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "environment variable " + name + " is not set; set it, or write the value"))
        .strip();
  }

  private String credential(String name) {
    String directory = environment.get(DIRECTORY);
    if (directory == null) {
      throw new IllegalArgumentException(
          "there are no credentials here ($CREDENTIALS_DIRECTORY is not set); run it by systemd with"
              + " LoadCredential="
              + name
              + ":FILE");
    }
    try (InputStream in = Files.newInputStream(Path.of(directory, name))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("credential " + name + " is larger than 64 KiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "credential "
              + name
              + " cannot be read: "
              + (e instanceof NoSuchFileException ? "there is none" : e.getMessage())
              + "; add LoadCredential="
              + name
              + ":FILE to the unit",
          e);
    }
  }
}
