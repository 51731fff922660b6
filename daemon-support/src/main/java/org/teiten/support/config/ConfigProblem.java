// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param file the file's name as given
 * @param line from 1
 * @param column from 1
 * @param key the setting's path, such as {@code spool.max_bytes}; empty if the file as a whole is
 *     meant
 * @param message what is wrong; what to do
 */
public record ConfigProblem(String file, int line, int column, String key, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
