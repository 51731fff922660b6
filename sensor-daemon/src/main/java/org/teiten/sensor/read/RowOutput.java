// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.flowtuple.FlowTuple;

/**
 * Prints FlowTuples as CSV (RFC 4180) or one JSON object a line, each interval's in the order of
 * their key, as soon as it is closed.
 */
final class RowOutput {
  private final PrintStream out;
  private final JsonGenerator json;
  private boolean headed;

  RowOutput(OutputFormat format, PrintStream out) throws IOException {
    this.out = out;
    this.json =
        format == OutputFormat.JSON
            ? new JsonFactory()
                .createGenerator(out)
                .setPrettyPrinter(new MinimalPrettyPrinter(""))
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
            : null;
  }

  void add(ClosedInterval interval) {
    List<String> signatures = interval.signatures();
    interval.forEachRow(row -> add(row, signatures));
  }

  private void add(FlowTuple row, List<String> signatures) {
    Map<String, Object> fields = RowFields.of(row, signatures);
    if (json == null) {
      if (!headed) {
        out.print(String.join(",", fields.keySet()) + "\r\n");
        headed = true;
      }
      out.print(
          fields.values().stream().map(RowOutput::cell).collect(Collectors.joining(",")) + "\r\n");
      return;
    }
    try {
      json.writeStartObject();
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        value(field.getValue());
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void value(Object value) throws IOException {
    if (value instanceof List<?> words) {
      json.writeStartArray();
      for (Object word : words) {
        json.writeString(word.toString());
      }
      json.writeEndArray();
    } else {
      scalar(value);
    }
  }

  private void scalar(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text =
        value instanceof List<?> words
            ? words.stream().map(Object::toString).collect(Collectors.joining(" "))
            : value.toString();
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Ends the output. */
  void finish() throws IOException {
    if (json != null) {
      json.flush();
    }
    out.flush();
  }
}
