// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import org.teiten.central.web.ControlEndpoint;
import picocli.CommandLine.Option;

/** Whether an answer is read by people or by programs. */
final class TableOrJson {
  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "table|json",
      description = "default ${DEFAULT-VALUE}")
  private Format format;

  private enum Format {
    TABLE,
    JSON
  }

  /** An answer as people read it. */
  @FunctionalInterface
  interface Table<T> {
    void print(T answer, PrintWriter out);
  }

  /** Prints it, as asked for. */
  <T> void print(T answer, Table<T> table, PrintWriter out) throws JsonProcessingException {
    switch (format) {
      case JSON -> out.println(ControlEndpoint.JSON.writeValueAsString(answer));
      case TABLE -> table.print(answer, out);
    }
    out.flush();
  }
}
